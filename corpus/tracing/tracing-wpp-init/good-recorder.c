#include <ntddk.h>
#include "recorder.tmh"

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    WPP_CLEANUP(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    RECORDER_CONFIGURE_PARAMS configure;

    WPP_INIT_TRACING(DriverObject, RegistryPath);
    RECORDER_CONFIGURE_PARAMS_INIT(&configure);
    configure.CreateDefaultLog = FALSE;
    WppRecorderConfigure(&configure);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
