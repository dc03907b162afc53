#include <ntddk.h>
#include <wdf.h>
#include <acx.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD ViolDeviceAdd;

NTSTATUS ViolDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    ACX_DEVICEINIT_CONFIG config;
    WDFDEVICE device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(Driver);
    ACX_DEVICEINIT_CONFIG_INIT(&config);
    status = AcxDeviceInitInitialize(DeviceInit, &config);
    if (!NT_SUCCESS(status))
        return status;
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

static NTSTATUS ViolAudio(WDFDRIVER Driver)
{
    ACX_DRIVER_CONFIG acx;

    ACX_DRIVER_CONFIG_INIT(&acx);
    return AcxDriverInitialize(Driver, &acx);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, ViolDeviceAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (NT_SUCCESS(status))
        status = ViolAudio(WdfGetDriver());
    return status;
}
