/* models: hwnclx kmdf */
#include <ntddk.h>
#include <wdf.h>
#include <hwnclx.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD DeviceAdd;
EVT_WDF_DRIVER_UNLOAD Unload;
HWN_CLIENT_INITIALIZE_DEVICE Initialize;
HWN_CLIENT_UNINITIALIZE_DEVICE Uninitialize;
HWN_CLIENT_QUERY_DEVICE_INFORMATION Query;
HWN_CLIENT_START_DEVICE Start;
HWN_CLIENT_STOP_DEVICE Stop;
HWN_CLIENT_SET_STATE Set;
HWN_CLIENT_GET_STATE Get;

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
    packet.ClientUnInitializeDevice = Uninitialize;
    packet.ClientQueryDeviceInformation = Query;
    packet.ClientStartDevice = Start;
    packet.ClientStopDevice = Stop;
    packet.ClientSetHwNState = Set;
    packet.ClientGetHwNState = Get;
    return HwNRegisterClient(driver, &packet, RegistryPath);
}
