/* verdict: wdm-release-on-failure de-fail-free-all violated */
#include <ntddk.h>

/* As many lanes as there are processors, each with two things of its own; one loop undoes those before the
 * one that fails, whose ring is left. */
typedef struct _LANE { PVOID Ring; PMDL Map; } LANE, *PLANE;
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static PLANE Lanes;
static ULONG LaneCount;
static PVOID Shared;

static VOID FreeLanes(ULONG count)
{
    ULONG i;

    for (i = 0; i < count; i++) {
        if (Lanes[i].Map != NULL)
            IoFreeMdl(Lanes[i].Map);
        if (Lanes[i].Ring != NULL)
            ExFreePoolWithTag(Lanes[i].Ring, 'gniR');
    }
    ExFreePoolWithTag(Lanes, 'enaL');
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FreeLanes(LaneCount);
    ExFreePoolWithTag(Shared, 'rahS');
}

static NTSTATUS MakeLanes(VOID)
{
    ULONG i;

    LaneCount = KeQueryActiveProcessorCountEx(ALL_PROCESSOR_GROUPS);
    Lanes = (PLANE)ExAllocatePool2(POOL_FLAG_NON_PAGED, LaneCount * sizeof(LANE), 'enaL');
    if (Lanes == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    for (i = 0; i < LaneCount; i++) {
        Lanes[i].Ring = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'gniR');
        if (Lanes[i].Ring == NULL) {
            FreeLanes(LaneCount);
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        Lanes[i].Map = IoAllocateMdl(Lanes[i].Ring, PAGE_SIZE, FALSE, FALSE, NULL);
        if (Lanes[i].Map == NULL) {
            FreeLanes(i);
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        MmBuildMdlForNonPagedPool(Lanes[i].Map);
    }
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = MakeLanes();

    UNREFERENCED_PARAMETER(RegistryPath);
    if (!NT_SUCCESS(status))
        return status; /* expect: wdm-release-on-failure */
    Shared = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, 'rahS');
    if (Shared == NULL) {
        FreeLanes(LaneCount);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
