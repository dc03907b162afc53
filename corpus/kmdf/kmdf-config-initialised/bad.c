/* The members are set by hand, the rest is what the stack held. */
#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD UnitDeviceAdd;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;

    config.EvtDriverDeviceAdd = UnitDeviceAdd;
    config.EvtDriverUnload = NULL;
    config.DriverInitFlags = 0;
    config.DriverPoolTag = 'tinU';
    return WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE); /* expect: kmdf-config-initialised */
}

NTSTATUS UnitDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

/* verdict: kmdf-config-initialised kmdf-config-init violated */
