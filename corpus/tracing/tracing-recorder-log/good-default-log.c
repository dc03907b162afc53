/* Without a log of its own the driver goes on with the default one, which it does not delete. */
#include <ntddk.h>
#include "trace.h"
#include "probe.tmh"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static RECORDER_LOG g_Log;
static BOOLEAN g_Own;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    if (g_Own) {
        WppRecorderLogDelete(g_Log);
    }
    WPP_CLEANUP(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    RECORDER_LOG_CREATE_PARAMS parameters;

    DriverObject->DriverUnload = Unload;
    WPP_INIT_TRACING(DriverObject, RegistryPath);
    RECORDER_LOG_CREATE_PARAMS_INIT(&parameters, "probe");
    if (NT_SUCCESS(WppRecorderLogCreate(&parameters, &g_Log))) {
        g_Own = TRUE;
    } else {
        g_Log = WppRecorderLogGetDefault();
    }
    return STATUS_SUCCESS;
}
