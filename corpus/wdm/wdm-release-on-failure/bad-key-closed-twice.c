#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD LarkAdd;

static ULONG LarkSongs;
static DECLARE_CONST_UNICODE_STRING(LarkName, L"Songs");

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    NTSTATUS status;
    WDFKEY key;

    WDF_DRIVER_CONFIG_INIT(&config, LarkAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    status = WdfDriverOpenParametersRegistryKey(driver, KEY_READ, WDF_NO_OBJECT_ATTRIBUTES, &key);
    if (!NT_SUCCESS(status))
        return status;
    status = WdfRegistryQueryULong(key, &LarkName, &LarkSongs);
    if (status == STATUS_OBJECT_TYPE_MISMATCH) {
        WdfRegistryClose(key);
        LarkSongs = 1;
    }
    WdfRegistryClose(key); /* expect: wdm-release-on-failure */
    return STATUS_SUCCESS;
}

NTSTATUS LarkAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}
