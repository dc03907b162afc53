/* model: umdf2 */
#include <windows.h>
#include <wdf.h>

EVT_WDF_DRIVER_DEVICE_ADD LarkAdd;
EVT_WDF_DRIVER_UNLOAD LarkUnload;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags = WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = LarkUnload;
    return WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE); /* expect: kmdf-config-initialised */
}
