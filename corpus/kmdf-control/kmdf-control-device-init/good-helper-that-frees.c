#include <ntddk.h>
#include <wdf.h>

EVT_WDF_DRIVER_UNLOAD QuayUnload;
EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL QuayControl;

VOID QuayUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
}

static NTSTATUS QuayAddDevice(PWDFDEVICE_INIT init)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Quay");
    WDFDEVICE device;
    NTSTATUS status;

    WdfDeviceInitSetExclusive(init, TRUE);
    status = WdfDeviceInitAssignName(init, &name);
    if (NT_SUCCESS(status))
        status = WdfDeviceCreate(&init, WDF_NO_OBJECT_ATTRIBUTES, &device);
    if (NT_SUCCESS(status))
        WdfControlFinishInitializing(device);
    else
        WdfDeviceInitFree(init);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PWDFDEVICE_INIT init;
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = QuayUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    init = WdfControlDeviceInitAllocate(driver, &SDDL_DEVOBJ_SYS_ALL_ADM_ALL);
    if (init == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    return QuayAddDevice(init);
}
