/* A port driver owns the dispatch table; the framework was told to keep away from it. */
/* not-applicable */
#include <portcls.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD HookedUnload;

static PDRIVER_UNLOAD PortUnload;

static NTSTATUS AddAdapter(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDevice)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(PhysicalDevice);
    return STATUS_NOT_IMPLEMENTED;
}

static NTSTATUS HookedPnp(PDEVICE_OBJECT Device, PIRP Irp)
{
    return PcDispatchIrp(Device, Irp);
}

VOID HookedUnload(PDRIVER_OBJECT DriverObject)
{
    if (PortUnload != NULL)
        PortUnload(DriverObject);
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

    status = PcInitializeAdapterDriver(DriverObject, RegistryPath, AddAdapter);
    if (!NT_SUCCESS(status)) {
        WdfDriverMiniportUnload(WdfGetDriver());
        return status;
    }
    DriverObject->MajorFunction[IRP_MJ_PNP] = HookedPnp;
    PortUnload = DriverObject->DriverUnload;
    DriverObject->DriverUnload = HookedUnload;
    return STATUS_SUCCESS;
}
