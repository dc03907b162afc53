#include <ntddk.h>
#include "trace.h"
#include "probe.tmh"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    TraceEvents(TRACE_LEVEL_INFORMATION, DBG_INIT, "Unload");
    WPP_CLEANUP(DriverObject);
    DbgPrint("probe: gone\n");
}

/* What prints to the debugger needs no tracing. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KdPrint(("probe: %wZ\n", RegistryPath));
    DbgPrintEx(DPFLTR_IHVDRIVER_ID, DPFLTR_INFO_LEVEL, "probe: starts\n");
    WPP_INIT_TRACING(DriverObject, RegistryPath);
    TraceEvents(TRACE_LEVEL_INFORMATION, DBG_INIT, "DriverEntry");
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
