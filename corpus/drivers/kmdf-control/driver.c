/* driver.c: no Plug and Play; the framework deletes the device after BeaconUnload. */
#include "beacon.h"

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_DRIVER_CONFIG config;
    PWDFDEVICE_INIT init;
    WDFDRIVER driver;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = BeaconUnload;
    config.DriverPoolTag = 'caeB';
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, &driver);
    if (!NT_SUCCESS(status)) {
        KdPrint(("beacon: WdfDriverCreate failed, %x\n", status));
        return status;
    }

    init = WdfControlDeviceInitAllocate(driver, &SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_R);
    if (init == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    return BeaconCreate(driver, init);
}
/* verdict: kmdf-control-device-init kmdf-control-init-null satisfied */
/* verdict: kmdf-control-init-freed kmdf-control-init-free satisfied */
/* verdict: kmdf-nonpnp-devices kmdf-nonpnp-control-devices-only satisfied */

VOID BeaconUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    KdPrint(("beacon: unloaded\n"));
}
