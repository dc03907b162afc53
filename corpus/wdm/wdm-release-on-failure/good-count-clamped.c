/* How often the loop runs is bounded first; a round that fails frees the table, and more rounds there cannot be. */
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
        if (!Probe(i)) {
            ExFreePoolWithTag(Table, TAG);
            return STATUS_NOT_SUPPORTED;
        }
    if (count > MOST)
        return STATUS_INTERNAL_ERROR;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
