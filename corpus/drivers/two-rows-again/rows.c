/* A row is filled twice: what the second filling writes over is lost. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID *Row;
static ULONG Count;

static VOID EmptyRow(VOID)
{
    for (ULONG i = 0; i < Count; i++)
        if (Row[i] != NULL) {
            ExFreePoolWithTag(Row[i], 'metI');
            Row[i] = NULL;
        }
}

static NTSTATUS FillRow(VOID)
{
    for (ULONG i = 0; i < Count; i++) {
        Row[i] = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'metI');
        if (Row[i] == NULL) {
            EmptyRow();
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    EmptyRow();
    ExFreePoolWithTag(Row, 'swoR');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    Count = RegistryPath->Length;
    Row = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(PVOID) * Count, 'swoR');
    if (Row == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = FillRow();
    if (NT_SUCCESS(status))
        status = FillRow();
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(Row, 'swoR');
        return status; /* expect: wdm-release-on-failure */
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
