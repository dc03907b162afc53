/* What comes after the driver object may fail without harm: the settings keep their defaults. */
#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD KeyDeviceAdd;

static ULONG Retries = 3;

static VOID ReadSettings(WDFDRIVER Driver)
{
    DECLARE_CONST_UNICODE_STRING(name, L"Retries");
    WDFKEY key;

    if (!NT_SUCCESS(WdfDriverOpenParametersRegistryKey(Driver, KEY_READ, WDF_NO_OBJECT_ATTRIBUTES, &key)))
        return;
    (void)WdfRegistryQueryULong(key, &name, &Retries);
    WdfRegistryClose(key);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, KeyDeviceAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (FALSE == NT_SUCCESS(status))
        return status;
    ReadSettings(driver);
    return STATUS_SUCCESS;
}

NTSTATUS KeyDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}
