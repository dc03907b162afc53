#include <ntddk.h>
#include <wdf.h>
#include <spbcx.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD WireDeviceAdd;

static PWDFDEVICE_INIT WireControl;

/* For a device of its own, before any was added. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, WireDeviceAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        return status;
    return SpbDeviceInitConfig(WireControl); /* expect: wdf-class-extension-device-init */
}
