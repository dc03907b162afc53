#include <ntddk.h>
#include "trace.h"
#include "probe.tmh"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static RECORDER_LOG g_Log;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    WPP_CLEANUP(DriverObject);
    WppRecorderLogDelete(g_Log); /* expect: tracing-recorder-log */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    RECORDER_LOG_CREATE_PARAMS parameters;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    WPP_INIT_TRACING(DriverObject, RegistryPath);
    RECORDER_LOG_CREATE_PARAMS_INIT(&parameters, "probe");
    status = WppRecorderLogCreate(&parameters, &g_Log);
    if (!NT_SUCCESS(status)) {
        WPP_CLEANUP(DriverObject);
    }
    return status;
}
