#include <ntddk.h>
#include <wdf.h>

EVT_WDF_DRIVER_DEVICE_ADD WrenAdd;
EVT_WDF_DRIVER_UNLOAD WrenUnload;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    PWDF_DRIVER_CONFIG wren = &config;

    wren->EvtDriverUnload = WrenUnload; /* expect: kmdf-config-fields-after-init */
    wren->DriverPoolTag = 'nerW'; /* gap: kmdf-config-fields-after-init (of several lost values of a structure the first is reported) */
    WDF_DRIVER_CONFIG_INIT(&config, WrenAdd);
    return WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
}
