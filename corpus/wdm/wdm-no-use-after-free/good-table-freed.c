#include <ntddk.h>

/* Each round frees the blocks of another processor; nothing looks into them after that. */
typedef struct _LANE {
    PVOID Stack;
    PULONG Log;
} LANE, *PLANE;

static PLANE Lanes;
static ULONG LaneCount;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD LanesUnload;

static VOID FreeLanes(VOID)
{
    ULONG i;

    if (Lanes == NULL) {
        return;
    }
    for (i = 0; i < LaneCount; i++) {
        if (Lanes[i].Stack != NULL) {
            ExFreePoolWithTag(Lanes[i].Stack, 'enaL');
        }
        if (Lanes[i].Log != NULL) {
            ExFreePoolWithTag(Lanes[i].Log, 'enaL');
        }
    }
    ExFreePoolWithTag(Lanes, 'enaL');
    Lanes = NULL;
}

VOID LanesUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FreeLanes();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = LanesUnload;
    LaneCount = KeQueryActiveProcessorCountEx(ALL_PROCESSOR_GROUPS);
    Lanes = ExAllocatePool2(POOL_FLAG_NON_PAGED, LaneCount * sizeof(LANE), 'enaL');
    if (Lanes == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    for (i = 0; i < LaneCount; i++) {
        Lanes[i].Stack = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'enaL');
        Lanes[i].Log = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'enaL');
        if (Lanes[i].Stack == NULL || Lanes[i].Log == NULL) {
            FreeLanes();
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    return STATUS_SUCCESS;
}
