/* QuayStart can be read, and does nothing that would excuse the driver. */
#include <ntddk.h>
#include <wdf.h>

EVT_WDF_DRIVER_UNLOAD QuayUnload;
EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL QuayControl;

VOID QuayUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
}

static WDFDEVICE QuayDevice;

static VOID QuayStart(PDRIVER_OBJECT DriverObject, WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    UNREFERENCED_PARAMETER(DriverObject);
}

static VOID QuayGone(WDFOBJECT Device)
{
    UNREFERENCED_PARAMETER(Device);
}

static NTSTATUS QuayAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.EvtCleanupCallback = QuayGone;
    return WdfDeviceCreate(&DeviceInit, &attributes, &device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Quay"), link = RTL_CONSTANT_STRING(L"\\DosDevices\\Quay");
    PWDFDEVICE_INIT init = NULL;
    WDF_IO_QUEUE_CONFIG queue;
    WDF_DRIVER_CONFIG config;
    WDFDEVICE device;
    WDFDRIVER driver;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, QuayAdd);
    config.EvtDriverUnload = QuayUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    init = WdfControlDeviceInitAllocate(driver, &SDDL_DEVOBJ_SYS_ALL_ADM_ALL);
    if (init == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = WdfDeviceInitAssignName(init, &name);
    if (!NT_SUCCESS(status))
        goto fail;
    status = WdfDeviceCreate(&init, WDF_NO_OBJECT_ATTRIBUTES, &device); /* expect: kmdf-control-deleted */
    if (!NT_SUCCESS(status))
        goto fail;
    status = WdfDeviceCreateSymbolicLink(device, &link);
    if (!NT_SUCCESS(status))
        goto fail;
    WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&queue, WdfIoQueueDispatchSequential);
    queue.EvtIoDeviceControl = QuayControl;
    status = WdfIoQueueCreate(device, &queue, WDF_NO_OBJECT_ATTRIBUTES, NULL);
    if (!NT_SUCCESS(status))
        goto fail;
    QuayStart(DriverObject, driver);
    QuayDevice = device;
    WdfControlFinishInitializing(device);
    return STATUS_SUCCESS;

fail:
    if (init != NULL)
        WdfDeviceInitFree(init);
    return status;
}
