#include <ntddk.h>
#include <wdf.h>

EVT_WDF_DRIVER_DEVICE_ADD LarkAdd;

static WDFDRIVER LarkDriver;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;
    WDFKEY key;

    WDF_DRIVER_CONFIG_INIT(&config, LarkAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &LarkDriver);
    if (NT_SUCCESS(WdfDriverOpenParametersRegistryKey(LarkDriver, KEY_READ, NULL, &key))) /* expect: kmdf-driver-create-propagated, kmdf-driver-create-propagated */
        WdfRegistryClose(key);
    return status;
}
