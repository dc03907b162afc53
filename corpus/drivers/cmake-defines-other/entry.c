/* The script that builds the driver defines LANTERN_STOPS for another target only. */
#include <ntddk.h>

#define LANTERN_TAG 'tnaL'

DRIVER_INITIALIZE DriverEntry;

static PVOID Table;

#if LANTERN_STOPS
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Table, LANTERN_TAG);
}
#else
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}
#endif

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    Table = ExAllocatePool2(POOL_FLAG_PAGED, 64, LANTERN_TAG); /* expect: wdm-unload-releases */
    if (Table == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
