#include <ntddk.h>
#include <wdf.h>
#include <gpioclx.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

class Reed {
public:
    static NTSTATUS DeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit);
    static VOID Unload(WDFDRIVER Driver);
    static NTSTATUS Prepare(WDFDEVICE Device, PVOID Context, WDFCMRESLIST Raw, WDFCMRESLIST Translated);
    static NTSTATUS Release(WDFDEVICE Device, PVOID Context);
    static NTSTATUS Start(PVOID Context, BOOLEAN Restore, WDF_POWER_DEVICE_STATE Previous);
    static NTSTATUS Stop(PVOID Context, BOOLEAN Save, WDF_POWER_DEVICE_STATE Target);
    static NTSTATUS Query(PVOID Context, PCLIENT_CONTROLLER_BASIC_INFORMATION Information);
    PVOID Registers;
};

VOID Reed::Unload(WDFDRIVER Driver)
{
    (VOID)GPIO_CLX_UnregisterClient(Driver);
}

extern "C" NTSTATUS DriverEntry(DRIVER_OBJECT *DriverObject, UNICODE_STRING *RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, Reed::DeviceAdd);
    config.EvtDriverUnload = Reed::Unload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;

    GPIO_CLIENT_REGISTRATION_PACKET packet = {
        GPIO_CLIENT_VERSION, sizeof(packet), 0, sizeof(Reed), 0, Reed::Prepare, Reed::Release, Reed::Start, Reed::Stop,
        Reed::Query,
    };
    return GPIO_CLX_RegisterClient(driver, &packet, RegistryPath);
}
