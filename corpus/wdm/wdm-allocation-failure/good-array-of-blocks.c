/* undetermined-ok */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static PVOID *g_Stacks;
static ULONG g_Count;

static VOID FreeStacks(VOID)
{
    ULONG i;

    if (g_Stacks == NULL) {
        return;
    }
    for (i = 0; i < g_Count; i++) {
        if (g_Stacks[i] != NULL) {
            ExFreePoolWithTag(g_Stacks[i], 'ktSp');
        }
    }
    ExFreePoolWithTag(g_Stacks, 'ktSp');
    g_Stacks = NULL;
}

/* What the first round stores is what it tests, though nobody knows how many rounds there are. */
static NTSTATUS MakeStacks(VOID)
{
    ULONG i;

    g_Count = KeQueryMaximumProcessorCountEx(ALL_PROCESSOR_GROUPS);
    g_Stacks = (PVOID *)ExAllocatePool2(POOL_FLAG_NON_PAGED, g_Count * sizeof(PVOID), 'ktSp');
    if (g_Stacks == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    for (i = 0; i < g_Count; i++) {
        g_Stacks[i] = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'ktSp');
        if (g_Stacks[i] == NULL) {
            FreeStacks();
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    return STATUS_SUCCESS;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FreeStacks();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = MakeStacks();
    if (!NT_SUCCESS(status)) {
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return status;
}
