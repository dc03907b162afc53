/* Two rows, each filled by a helper and emptied by another one: what a global has counted says how far. */
#include <ntddk.h>

#define LANES 4

static PVOID Lanes[LANES], Logs[LANES];
static ULONG LaneCount, LogCount;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static NTSTATUS FillLanes(VOID)
{
    ULONG i;

    for (i = 0; i < LANES; i++) {
        Lanes[i] = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'enaL');
        if (Lanes[i] == NULL)
            return STATUS_INSUFFICIENT_RESOURCES;
        LaneCount++;
    }
    return STATUS_SUCCESS;
}

static NTSTATUS FillLogs(VOID)
{
    ULONG i;

    for (i = 0; i < LANES; i++) {
        Logs[i] = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'sgoL');
        if (Logs[i] == NULL)
            return STATUS_INSUFFICIENT_RESOURCES;
        LogCount = i + 1;
    }
    return STATUS_SUCCESS;
}

static VOID EmptyLanes(VOID)
{
    ULONG i;

    for (i = 0; i < LaneCount; i++)
        ExFreePoolWithTag(Lanes[i], 'enaL');
}

static VOID EmptyLogs(VOID)
{
    while (LogCount)
        ExFreePoolWithTag(Logs[--LogCount], 'sgoL');
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    EmptyLogs();
    EmptyLanes();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FillLanes();
    if (NT_SUCCESS(status))
        status = FillLogs();
    if (!NT_SUCCESS(status)) {
        EmptyLogs();
        EmptyLanes();
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
