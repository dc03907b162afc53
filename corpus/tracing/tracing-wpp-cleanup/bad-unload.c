#include <ntddk.h>
#include "quiet.tmh"

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WPP_INIT_TRACING(DriverObject, RegistryPath); /* expect: tracing-wpp-cleanup */
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
