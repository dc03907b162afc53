#include <ntddk.h>
#include <wdf.h>
#include <TraceLoggingProvider.h>

EVT_WDF_DRIVER_DEVICE_ADD LarkAdd;

TRACELOGGING_DECLARE_PROVIDER(LarkProvider);

static VOID LarkUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    TraceLoggingUnregister(LarkProvider);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, LarkAdd);
    config.EvtDriverUnload = LarkUnload;
    TraceLoggingRegister(LarkProvider);
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        TraceLoggingUnregister(LarkProvider);
    return status;
}
