#include <ntddk.h>
#include "twice.tmh"

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    WPP_CLEANUP(DriverObject);
}

static VOID StartTracing(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WPP_INIT_TRACING(DriverObject, RegistryPath); /* expect: tracing-wpp-init */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WPP_INIT_TRACING(DriverObject, RegistryPath);
    StartTracing(DriverObject, RegistryPath);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
