#include <ntddk.h>

#define LEVEL_TAG 'lveL'

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD LevelUnload;

BOOLEAN LibIsUsable(PVOID Block);

static PVOID First, Second;

VOID LevelUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Second != NULL)
        ExFreePoolWithTag(Second, LEVEL_TAG);
    ExFreePoolWithTag(First, LEVEL_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    First = ExAllocatePool2(POOL_FLAG_PAGED, 64, LEVEL_TAG);
    if (First == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Second = ExAllocatePool2(POOL_FLAG_PAGED, 64, LEVEL_TAG);
    if (!LibIsUsable(First))
        KdPrint(("level: the first block will not do\n"));
    DriverObject->DriverUnload = LevelUnload;
    return STATUS_SUCCESS; /* expect: wdm-allocation-failure */
}
