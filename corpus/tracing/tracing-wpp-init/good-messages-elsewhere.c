#include <ntddk.h>
#include "trace.h"
#include "pressure.tmh"

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

/* The messages stand in files that are not here. */
VOID Unload(PDRIVER_OBJECT DriverObject)
{
    WPP_CLEANUP(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WPP_INIT_TRACING(DriverObject, RegistryPath);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
