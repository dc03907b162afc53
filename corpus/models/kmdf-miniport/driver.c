/* models: any-miniport kmdf kmdf-miniport portcls wdm-pnp */
#include <ntddk.h>
#include <wdf.h>
#include <portcls.h>

DRIVER_ADD_DEVICE ThrushAdd;
static PDRIVER_UNLOAD ThrushPortUnload;

static VOID ThrushUnload(PDRIVER_OBJECT DriverObject)
{
    if (ThrushPortUnload != NULL)
        ThrushPortUnload(DriverObject);
    if (WdfGetDriver() != NULL)
        WdfDriverMiniportUnload(WdfGetDriver());
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags |= WdfDriverInitNoDispatchOverride;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
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
