/* model: kmdf-miniport */
/* not-applicable */
#include <ntddk.h>
#include <wdf.h>
#include <gpioclx.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD AddDevice;
EVT_WDF_DRIVER_UNLOAD Unload;
GPIO_CLIENT_PREPARE_CONTROLLER Prepare;
GPIO_CLIENT_RELEASE_CONTROLLER Release;
GPIO_CLIENT_START_CONTROLLER Start;
GPIO_CLIENT_STOP_CONTROLLER Stop;
GPIO_CLIENT_QUERY_CONTROLLER_BASIC_INFORMATION Query;

VOID Unload(WDFDRIVER Driver)
{
    GPIO_CLX_UnregisterClient(Driver);
}

NTSTATUS AddDevice(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

/* A class extension is no port driver: the framework keeps its dispatch table. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    GPIO_CLIENT_REGISTRATION_PACKET packet = {0};
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, AddDevice);
    config.EvtDriverUnload = Unload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    packet.Version = GPIO_CLIENT_VERSION;
    packet.Size = sizeof(packet);
    packet.CLIENT_PrepareController = Prepare;
    packet.CLIENT_ReleaseController = Release;
    packet.CLIENT_StartController = Start;
    packet.CLIENT_StopController = Stop;
    packet.CLIENT_QueryControllerBasicInformation = Query;
    return GPIO_CLX_RegisterClient(driver, &packet, RegistryPath);
}
