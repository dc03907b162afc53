/* A thread that goes from processor to processor: an index below their number always has a processor, so that the way
 * back comes by each that the way there has come by. */
#include <ntddk.h>

#define LOOM_TAG 'mooL'

typedef NTSTATUS LOOM_STEP(ULONG Index);

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD LoomUnload;

static PVOID *LoomStacks;

static NTSTATUS LoomEach(LOOM_STEP *Step)
{
    ULONG count = KeQueryActiveProcessorCountEx(ALL_PROCESSOR_GROUPS), index;
    NTSTATUS status = STATUS_SUCCESS;

    for (index = 0; index < count; index++) {
        PROCESSOR_NUMBER number;
        GROUP_AFFINITY affinity = {0}, before;

        status = KeGetProcessorNumberFromIndex(index, &number);
        if (!NT_SUCCESS(status))
            break;
        affinity.Group = number.Group;
        affinity.Mask = (KAFFINITY)1 << number.Number;
        KeSetSystemGroupAffinityThread(&affinity, &before);
        status = Step(index);
        KeRevertToUserGroupAffinityThread(&before);
        if (!NT_SUCCESS(status))
            break;
    }
    return status;
}

static NTSTATUS LoomStart(ULONG Index)
{
    LoomStacks[Index] = ExAllocatePoolWithTag(NonPagedPoolNx, PAGE_SIZE, LOOM_TAG);
    return LoomStacks[Index] ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static NTSTATUS LoomStop(ULONG Index)
{
    if (LoomStacks[Index]) {
        ExFreePoolWithTag(LoomStacks[Index], LOOM_TAG);
        LoomStacks[Index] = NULL;
    }
    return STATUS_SUCCESS;
}

static VOID LoomUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    LoomEach(LoomStop);
    ExFreePoolWithTag(LoomStacks, LOOM_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    SIZE_T size = KeQueryMaximumProcessorCountEx(ALL_PROCESSOR_GROUPS) * sizeof(PVOID);
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = LoomUnload;
    LoomStacks = ExAllocatePoolWithTag(NonPagedPoolNx, size, LOOM_TAG);
    if (!LoomStacks)
        return STATUS_INSUFFICIENT_RESOURCES;
    RtlZeroMemory(LoomStacks, size);
    status = LoomEach(LoomStart);
    if (!NT_SUCCESS(status)) {
        LoomEach(LoomStop);
        ExFreePoolWithTag(LoomStacks, LOOM_TAG);
    }
    return status;
}
