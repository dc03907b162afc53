/* entry.c: the dispatch table stays the audio port's. */
#include "thrush.h"

THRUSH_GLOBALS Thrush;

static VOID ThrushUnload(PDRIVER_OBJECT DriverObject)
{
    if (Thrush.PortUnload != NULL)
        Thrush.PortUnload(DriverObject);
    if (WdfGetDriver() != NULL)
        WdfDriverMiniportUnload(WdfGetDriver());
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags |= WdfDriverInitNoDispatchOverride;
    config.DriverPoolTag = 'urhT';
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        goto done;
    status = PcInitializeAdapterDriver(DriverObject, RegistryPath, ThrushAddDevice);
    if (!NT_SUCCESS(status))
        goto done;
    Thrush.PortUnload = DriverObject->DriverUnload;
    DriverObject->DriverUnload = ThrushUnload;
    Thrush.IsReady = TRUE;

done:
    if (!NT_SUCCESS(status) && WdfGetDriver() != NULL)
        WdfDriverMiniportUnload(WdfGetDriver());
    return status;
}
/* verdict: kmdf-miniport-no-override kmdf-miniport-flag satisfied */
/* verdict: kmdf-miniport-unload kmdf-miniport-failure-unload satisfied */
