#include <ntddk.h>
#include <wdf.h>

EVT_WDF_DRIVER_UNLOAD LockUnload;
EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL LockControl;

VOID LockUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
}

/* Two devices, one after the other in one variable. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING upper = RTL_CONSTANT_STRING(L"\\Device\\LockUpper"),
                   lower = RTL_CONSTANT_STRING(L"\\Device\\LockLower"),
                   upperLink = RTL_CONSTANT_STRING(L"\\DosDevices\\LockUpper"),
                   lowerLink = RTL_CONSTANT_STRING(L"\\DosDevices\\LockLower");
    PUNICODE_STRING names[] = {&upper, &lower}, links[] = {&upperLink, &lowerLink};
    PWDFDEVICE_INIT init;
    WDF_IO_QUEUE_CONFIG queue;
    WDF_DRIVER_CONFIG config;
    WDFDEVICE device;
    WDFDRIVER driver;
    NTSTATUS status;
    ULONG i;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = LockUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    for (i = 0; i < 2; i++) {
        init = WdfControlDeviceInitAllocate(driver, &SDDL_DEVOBJ_SYS_ALL_ADM_ALL);
        if (init == NULL)
            return STATUS_INSUFFICIENT_RESOURCES;
        status = WdfDeviceInitAssignName(init, names[i]);
        if (NT_SUCCESS(status))
            status = WdfDeviceCreate(&init, WDF_NO_OBJECT_ATTRIBUTES, &device);
        if (!NT_SUCCESS(status)) {
            WdfDeviceInitFree(init);
            return status;
        }
        status = WdfDeviceCreateSymbolicLink(device, links[i]);
        if (!NT_SUCCESS(status))
            return status;
        WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&queue, WdfIoQueueDispatchSequential);
        queue.EvtIoDeviceControl = LockControl;
        status = WdfIoQueueCreate(device, &queue, WDF_NO_OBJECT_ATTRIBUTES, NULL);
        if (!NT_SUCCESS(status))
            return status;
        WdfControlFinishInitializing(device);
    }
    return STATUS_SUCCESS;
}
