#include <ntddk.h>
#include <wdf.h>
#include <vhf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD KeysDeviceAdd;
EVT_WDF_DRIVER_UNLOAD KeysUnload;

static const UCHAR KeysDescriptor[] = {0x05, 0x01, 0x09, 0x06, 0xA1, 0x01, 0xC0};
static VHFHANDLE KeysHandle;

VOID KeysUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    if (KeysHandle != NULL)
        VhfDelete(KeysHandle, TRUE);
}

static NTSTATUS KeysPlug(PDEVICE_OBJECT Device)
{
    VHF_CONFIG config;

    VHF_CONFIG_INIT(&config, Device, sizeof(KeysDescriptor), (PUCHAR)KeysDescriptor);
    return VhfCreate(&config, &KeysHandle); /* expect: vhf-placement */
}

NTSTATUS KeysDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(Driver);
    status = WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
    if (!NT_SUCCESS(status))
        return status;
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, KeysDeviceAdd);
    config.EvtDriverUnload = KeysUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        return status;
    return KeysPlug(DriverObject->DeviceObject);
}
