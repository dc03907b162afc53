/* One log is not deleted where the entry fails behind it, nor the other in unloading. */
#include <ntddk.h>
#include "trace.h"
#include "probe.tmh"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static RECORDER_LOG g_Log, g_Other;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    WppRecorderLogDelete(g_Log);
    WPP_CLEANUP(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    RECORDER_LOG_CREATE_PARAMS parameters;
    NTSTATUS status;

    DriverObject->DriverUnload = Unload;
    WPP_INIT_TRACING(DriverObject, RegistryPath);
    RECORDER_LOG_CREATE_PARAMS_INIT(&parameters, "probe");
    status = WppRecorderLogCreate(&parameters, &g_Log);
    if (!NT_SUCCESS(status)) {
        WPP_CLEANUP(DriverObject);
        return status;
    }
    RECORDER_LOG_CREATE_PARAMS_INIT(&parameters, "other");
    status = WppRecorderLogCreate(&parameters, &g_Other); /* expect: tracing-recorder-log */
    if (!NT_SUCCESS(status)) {
        WPP_CLEANUP(DriverObject);
        return status; /* expect: tracing-recorder-log */
    }
    return STATUS_SUCCESS;
}
