// The driver is loaded for a dump too, at a high IRQL: there it does without tracing, and its messages are lost.
#include <ntddk.h>
#include <sdport.h>
#include "trace.h"
#include "reader.tmh"

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PDRIVER_UNLOAD PortUnload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    PortUnload(DriverObject);
    WPP_CLEANUP(DriverObject);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    if (KeGetCurrentIrql() < DISPATCH_LEVEL) {
        WPP_INIT_TRACING(DriverObject, RegistryPath);
    }
    TraceEvents(TRACE_LEVEL_INFORMATION, DBG_INIT, "starts");
    auto data = SDPORT_INITIALIZATION_DATA();
    data.StructureSize = sizeof(data);
    data.CrashdumpSupported = TRUE;
    NTSTATUS status = SdPortInitialize(DriverObject, RegistryPath, &data);
    if (!NT_SUCCESS(status)) {
        if (KeGetCurrentIrql() < DISPATCH_LEVEL) {
            WPP_CLEANUP(DriverObject);
        }
        return status;
    }
    PortUnload = DriverObject->DriverUnload;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
