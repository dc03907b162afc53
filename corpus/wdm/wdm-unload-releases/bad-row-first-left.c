/* However many there are, the first one stays. */
#include <ntddk.h>

static PVOID *Stacks;
static ULONG StackCount;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    ULONG i;

    UNREFERENCED_PARAMETER(DriverObject);
    for (i = 1; i < StackCount; i++)
        ExFreePoolWithTag(Stacks[i], 'katS');
    ExFreePoolWithTag(Stacks, 'katS');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    StackCount = KeQueryActiveProcessorCount(NULL);
    Stacks = ExAllocatePool2(POOL_FLAG_NON_PAGED, StackCount * sizeof(PVOID), 'katS');
    if (Stacks == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    for (i = 0; i < StackCount; i++) {
        Stacks[i] = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'katS'); /* expect: wdm-unload-releases */
        if (Stacks[i] == NULL) {
            while (i-- > 0)
                ExFreePoolWithTag(Stacks[i], 'katS');
            ExFreePoolWithTag(Stacks, 'katS');
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
