#include <ntddk.h>

DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(IN PDRIVER_OBJECT DriverObject) /* expect: wdm-entry-prototype */
{
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
