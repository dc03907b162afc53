#include <ntddk.h>
#include <wdf.h>
#include <portcls.h>

DRIVER_ADD_DEVICE ThrushAdd;

NTSTATUS ThrushAdd(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDevice)
{
    return PcAddAdapterDevice(DriverObject, PhysicalDevice, NULL, 1, 0);
}
static PDRIVER_UNLOAD ThrushPortUnload;

static VOID ThrushUnload(PDRIVER_OBJECT DriverObject)
{
    if (ThrushPortUnload != NULL)
        ThrushPortUnload(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags |= WdfDriverInitNoDispatchOverride;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE); /* expect: kmdf-miniport-unload */
    if (!NT_SUCCESS(status))
        return status;
    status = PcInitializeAdapterDriver(DriverObject, RegistryPath, ThrushAdd);
    if (!NT_SUCCESS(status)) {
        WdfDriverMiniportUnload(WdfGetDriver());
        return status;
    }
    ThrushPortUnload = DriverObject->DriverUnload;
    DriverObject->DriverUnload = ThrushUnload;
    return STATUS_SUCCESS;
}
