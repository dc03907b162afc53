#include <ntddk.h>
#include "trace.h"
#include "pressure.tmh"

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

/* Tracing is ended, so the driver has messages, in files that are not here; nothing starts it. */
VOID Unload(PDRIVER_OBJECT DriverObject)
{
    WPP_CLEANUP(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS; /* expect: tracing-wpp-init */
}
