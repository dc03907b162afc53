#include <ntddk.h>
#include <wdf.h>

EVT_WDF_DRIVER_DEVICE_ADD WrenAdd;
EVT_WDF_DRIVER_UNLOAD WrenUnload;

static VOID WrenSettings(PWDF_DRIVER_CONFIG Config)
{
    Config->EvtDriverUnload = WrenUnload;
    Config->DriverPoolTag = 'nerW';
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    PWDF_DRIVER_CONFIG wren = &config;

    WDF_DRIVER_CONFIG_INIT(wren, WrenAdd);
    WrenSettings(wren);
    return WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, wren, WDF_NO_HANDLE);
}
