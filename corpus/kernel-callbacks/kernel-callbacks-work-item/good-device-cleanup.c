/* The control device goes with the driver, and its cleanup callback frees what belongs to it. */
#include <ntddk.h>
#include <wdf.h>

static PIO_WORKITEM FerryCrossing;

EVT_WDF_DRIVER_UNLOAD FerryUnload;

VOID FerryUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
}

static VOID FerryDocked(WDFOBJECT Device)
{
    UNREFERENCED_PARAMETER(Device);
    if (FerryCrossing != NULL) {
        IoFreeWorkItem(FerryCrossing);
        FerryCrossing = NULL;
    }
}

static VOID FerryGone(WDFOBJECT Driver)
{
    UNREFERENCED_PARAMETER(Driver);
}

static NTSTATUS FerryAdd(WDFDRIVER Driver)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    PWDFDEVICE_INIT init;
    WDFDEVICE device;
    NTSTATUS status;

    init = WdfControlDeviceInitAllocate(Driver, &SDDL_DEVOBJ_KERNEL_ONLY);
    if (init == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.EvtCleanupCallback = FerryDocked;
    status = WdfDeviceCreate(&init, &attributes, &device);
    if (!NT_SUCCESS(status)) {
        WdfDeviceInitFree(init);
        return status;
    }
    FerryCrossing = IoAllocateWorkItem(WdfDeviceWdmGetDeviceObject(device));
    if (FerryCrossing == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    WdfControlFinishInitializing(device);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    NTSTATUS status;

    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.EvtCleanupCallback = FerryGone;
    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = FerryUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    return FerryAdd(driver);
}
