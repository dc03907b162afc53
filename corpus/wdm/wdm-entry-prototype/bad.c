#include <ntddk.h>

DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

VOID DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath) /* expect: wdm-entry-prototype */
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
}
