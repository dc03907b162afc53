/* models: kmdf kmdf-hid? */
#include <ntddk.h>
#include <wdf.h>
#include <hidport.h>

EVT_WDF_DRIVER_DEVICE_ADD LarkAdd;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;

    WDF_DRIVER_CONFIG_INIT(&config, LarkAdd);
    return WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
}
