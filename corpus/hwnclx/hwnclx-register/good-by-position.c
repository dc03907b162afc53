#include <hwnclx.h>
#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD BellDeviceAdd;
EVT_WDF_DRIVER_UNLOAD BellUnload;
HWN_CLIENT_INITIALIZE_DEVICE BellInitialize;
HWN_CLIENT_UNINITIALIZE_DEVICE BellUninitialize;
HWN_CLIENT_QUERY_DEVICE_INFORMATION BellQuery;
HWN_CLIENT_START_DEVICE BellStart;
HWN_CLIENT_STOP_DEVICE BellStop;
HWN_CLIENT_SET_STATE BellSet;
HWN_CLIENT_GET_STATE BellGet;

NTSTATUS BellDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDFDEVICE device;
    NTSTATUS status;

    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    status = HwNProcessAddDevicePreDeviceCreate(Driver, DeviceInit, &attributes);
    if (!NT_SUCCESS(status))
        return status;
    status = WdfDeviceCreate(&DeviceInit, &attributes, &device);
    if (!NT_SUCCESS(status))
        return status;
    return HwNProcessAddDevicePostDeviceCreate(Driver, device);
}

VOID BellUnload(WDFDRIVER Driver)
{
    (VOID) HwNUnregisterClient(Driver);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HWN_CLIENT_REGISTRATION_PACKET bell = {HWN_CLIENT_VERSION, sizeof(bell),     64,        0,
                                           BellInitialize,     BellUninitialize, BellQuery, BellStart,
                                           BellStop,           BellSet,          BellGet};
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, BellDeviceAdd);
    config.EvtDriverUnload = BellUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    return HwNRegisterClient(driver, &bell, RegistryPath);
}
