#include <ntddk.h>
#include <wdf.h>

typedef struct _JETTY {
    ULONG Moored;
} JETTY, *PJETTY;

WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(JETTY, JettyOf)

EVT_WDF_DRIVER_UNLOAD JettyUnload;
EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL JettyControl;
EVT_WDF_TIMER JettyTick;

VOID JettyUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Jetty");
    WDF_OBJECT_ATTRIBUTES deviceAttributes, timerAttributes;
    PWDFDEVICE_INIT init = NULL;
    WDF_IO_QUEUE_CONFIG queue;
    WDF_TIMER_CONFIG timerConfig;
    WDF_DRIVER_CONFIG config;
    WDFDEVICE device;
    WDFDRIVER driver;
    WDFTIMER timer;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = JettyUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    init = WdfControlDeviceInitAllocate(driver, &SDDL_DEVOBJ_SYS_ALL_ADM_ALL);
    if (init == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = WdfDeviceInitAssignName(init, &name);
    if (!NT_SUCCESS(status))
        goto fail;
    WDF_OBJECT_ATTRIBUTES_SET_CONTEXT_TYPE(&deviceAttributes, JETTY);
    status = WdfDeviceCreate(&init, &deviceAttributes, &device); /* expect: kmdf-object-config-initialised */
    if (!NT_SUCCESS(status))
        goto fail;
    WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&queue, WdfIoQueueDispatchSequential);
    queue.EvtIoDeviceControl = JettyControl;
    status = WdfIoQueueCreate(device, &queue, WDF_NO_OBJECT_ATTRIBUTES, NULL);
    if (!NT_SUCCESS(status))
        goto fail;
    WDF_TIMER_CONFIG_INIT(&timerConfig, JettyTick);
    WDF_OBJECT_ATTRIBUTES_INIT(&timerAttributes);
    timerAttributes.ParentObject = device;
    status = WdfTimerCreate(&timerConfig, &timerAttributes, &timer);
    if (!NT_SUCCESS(status))
        goto fail;
    WdfControlFinishInitializing(device);
    return STATUS_SUCCESS;

fail:
    if (init != NULL)
        WdfDeviceInitFree(init);
    return status;
}
