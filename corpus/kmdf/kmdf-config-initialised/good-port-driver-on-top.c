/* An audio miniport that uses the framework for its helpers only. */
#include <portcls.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;

static NTSTATUS AddAdapter(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDevice)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(PhysicalDevice);
    return STATUS_NOT_IMPLEMENTED;
}

static PDRIVER_UNLOAD PortUnload;

static VOID Leave(PDRIVER_OBJECT DriverObject)
{
    PortUnload(DriverObject);
    WdfDriverMiniportUnload(WdfGetDriver());
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags |= WdfDriverInitNoDispatchOverride;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (NT_SUCCESS(status))
        status = PcInitializeAdapterDriver(DriverObject, RegistryPath, AddAdapter);
    if (NT_SUCCESS(status)) {
        PortUnload = DriverObject->DriverUnload;
        DriverObject->DriverUnload = Leave;
    }
    if (!NT_SUCCESS(status) && WdfGetDriver() != NULL)
        WdfDriverMiniportUnload(WdfGetDriver());
    return status;
}
