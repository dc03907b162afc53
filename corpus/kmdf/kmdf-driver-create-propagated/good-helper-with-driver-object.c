#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD EvtDeviceAdd;
NTSTATUS ReadDefaults(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath);

/* verdict: wdm-device-initializing cd-do-device-initializing not-applicable */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    status = ReadDefaults(DriverObject, RegistryPath);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    WDF_DRIVER_CONFIG_INIT(&config, EvtDeviceAdd);
    return WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
}
