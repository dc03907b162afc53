/* How often the loop runs is bounded first: that says nothing against the block that a round leaves. */
#include <ntddk.h>

#define TAG 'malC'

enum { MOST = 32 };

static PVOID Table;

static BOOLEAN Probe(ULONG Index)
{
    return KeQueryInterruptTime() > Index;
}

DRIVER_UNLOAD Unload;
VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Table, TAG);
}

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG i, count = KeQueryActiveProcessorCount(NULL);

    UNREFERENCED_PARAMETER(RegistryPath);
    Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, TAG);
    if (Table == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    if (count > MOST)
        count = MOST;
    for (i = 0; i < count; i++)
        if (!Probe(i))
            return STATUS_NOT_SUPPORTED; /* expect: wdm-release-on-failure */
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
