/* models: hwnclx kmdf */
#include <ntddk.h>
#include <wdf.h>
#include <hwnclx.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD DeviceAdd;
EVT_WDF_DRIVER_UNLOAD Unload;
HWN_CLIENT_INITIALIZE_DEVICE Initialize;

VOID Unload(WDFDRIVER Driver)
{
    (VOID)HwNUnregisterClient(Driver);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HWN_CLIENT_REGISTRATION_PACKET packet;
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, DeviceAdd);
    config.EvtDriverUnload = Unload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    RtlZeroMemory(&packet, sizeof(packet));
    packet.Version = HWN_CLIENT_VERSION;
    packet.Size = sizeof(packet);
    packet.ClientInitializeDevice = Initialize;
    return HwNRegisterClient(driver, &packet, RegistryPath);
}
