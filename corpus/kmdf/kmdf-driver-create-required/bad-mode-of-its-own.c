/* A mode of the driver's own is no reason to succeed without a driver object. */
#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD QuietDeviceAdd;

static BOOLEAN Quiet;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;

    Quiet = NT_SUCCESS(RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Quiet\\Parameters"));
    if (Quiet)
        return STATUS_SUCCESS; /* expect: kmdf-driver-create-required */
    WDF_DRIVER_CONFIG_INIT(&config, QuietDeviceAdd);
    return WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
}

NTSTATUS QuietDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}
