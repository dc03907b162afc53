#include <ntddk.h>
#include "trace.h"
#include "pressure.tmh"

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    DoTraceMessage(TRACE_DRIVER, "Unload");
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DoTraceMessage(TRACE_DRIVER, "Key %wZ", RegistryPath);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS; /* expect: tracing-wpp-init */
}
