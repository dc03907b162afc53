#include <ntddk.h>
#include <wdf.h>
#include <TraceLoggingProvider.h>

EVT_WDF_DRIVER_DEVICE_ADD LarkAdd;

TRACELOGGING_DECLARE_PROVIDER(LarkProvider);

static VOID LarkCleanup(WDFOBJECT Object)
{
    UNREFERENCED_PARAMETER(Object);
    TraceLoggingUnregister(LarkProvider);
}

static NTSTATUS WdfDriverRegisterLark(VOID)
{
    return KdDebuggerEnabled ? STATUS_NOT_SUPPORTED : STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, LarkAdd);
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.EvtCleanupCallback = LarkCleanup;
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        return status;
    TraceLoggingRegister(LarkProvider);
    return WdfDriverRegisterLark();
}
