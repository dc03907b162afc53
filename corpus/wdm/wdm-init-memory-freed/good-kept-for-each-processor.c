/* There is one processor at least: the block is kept. */
#include <ntddk.h>

static PVOID Shared;
static ULONG Users;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Shared, 'rahS');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG i, count = KeQueryActiveProcessorCountEx(ALL_PROCESSOR_GROUPS);
    PVOID block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 128, 'rahS');

    UNREFERENCED_PARAMETER(RegistryPath);
    if (block == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    for (i = 0; i < count; i++) {
        Shared = block;
        Users++;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
