#include <ntddk.h>
#include <wdf.h>

EVT_WDF_DRIVER_DEVICE_ADD WrenAdd;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    WDFKEY key;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, WrenAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    switch (status) {
    case STATUS_SUCCESS:
        if (NT_SUCCESS(WdfDriverOpenParametersRegistryKey(driver, KEY_READ, WDF_NO_OBJECT_ATTRIBUTES, &key)))
            WdfRegistryClose(key);
        break;
    case STATUS_DRIVER_INTERNAL_ERROR:
        KdPrint(("wren: a second driver object\n"));
        break;
    default:
        break;
    }
    return status;
}
