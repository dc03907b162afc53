/* The row is counted before its element is had: the helper that empties it frees what was not made. */
#include <ntddk.h>

#define LANES 4

static PVOID Lanes[LANES];
static ULONG LaneCount;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static NTSTATUS FillLanes(VOID)
{
    ULONG i;

    for (i = 0; i < LANES; i++) {
        LaneCount++;
        Lanes[i] = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'enaL');
        if (Lanes[i] == NULL)
            return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}

static VOID EmptyLanes(VOID)
{
    ULONG i;

    for (i = 0; i < LaneCount; i++)
        ExFreePoolWithTag(Lanes[i], 'enaL'); /* expect: wdm-release-on-failure */
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    EmptyLanes();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FillLanes();
    if (!NT_SUCCESS(status)) {
        EmptyLanes();
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
