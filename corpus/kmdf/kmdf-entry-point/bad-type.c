#include <ntddk.h>
#include <wdf.h>

EVT_WDF_DRIVER_DEVICE_ADD LarkAdd;

NTSTATUS DriverEntry(PUNICODE_STRING RegistryPath, PDRIVER_OBJECT DriverObject) /* expect: kmdf-entry-point */
{
    WDF_DRIVER_CONFIG config;

    WDF_DRIVER_CONFIG_INIT(&config, LarkAdd);
    return WdfDriverCreate((PDRIVER_OBJECT)RegistryPath, (PUNICODE_STRING)DriverObject, WDF_NO_OBJECT_ATTRIBUTES, &config,
                           WDF_NO_HANDLE);
}
