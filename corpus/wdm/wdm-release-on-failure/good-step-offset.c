/* Steps are counted from -1, or from 1: what is undone is told by the count and an offset. */
#include <ntddk.h>

static PVOID Table;
static LOOKASIDE_LIST_EX Items;
static PDEVICE_OBJECT Device;
static LONG Step;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static VOID Unwind(LONG Done)
{
    switch (Done) {
    case 3:
        IoDeleteDevice(Device);
        /* fall through */
    case 2:
        ExDeleteLookasideListEx(&Items);
        /* fall through */
    case 1:
        ExFreePoolWithTag(Table, 'lbaT');
        break;
    default:
        break;
    }
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Unwind(Step + 1);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Step = -1;
    Table = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, 'lbaT');
    if (Table == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Step++;
    status = ExInitializeLookasideListEx(&Items, NULL, NULL, NonPagedPoolNx, 0, 32, 'metI', 0);
    if (!NT_SUCCESS(status))
        goto Fail;
    Step++;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, TRUE, &Device);
    if (!NT_SUCCESS(status))
        goto Fail;
    Step++;
    status = IoRegisterShutdownNotification(Device);
    if (!NT_SUCCESS(status))
        goto Fail;
    IoUnregisterShutdownNotification(Device);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
Fail:
    Unwind(Step + 1);
    return status;
}
