#include <ntddk.h>
#include <wdf.h>
#include <netadaptercx.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD WillowDeviceAdd;
EVT_WDF_DRIVER_UNLOAD WillowUnload;

static NDIS_HANDLE WillowDriver;

VOID WillowUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    NdisMDeregisterMiniportDriver(WillowDriver); /* expect: netadaptercx-no-miniport */
}

NTSTATUS WillowDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(Driver);
    status = NetDeviceInitConfig(DeviceInit);
    if (!NT_SUCCESS(status))
        return status;
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;

    WDF_DRIVER_CONFIG_INIT(&config, WillowDeviceAdd);
    config.EvtDriverUnload = WillowUnload;
    return WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
}
