/* The driver object and its control device are made in a helper. */
#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_UNLOAD BoxUnload;

static WDFDEVICE Box;

VOID BoxUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
}

static NTSTATUS MakeDriver(DRIVER_OBJECT *Object, const UNICODE_STRING *Path, WDFDRIVER *Driver, WDFDEVICE *Device)
{
    DECLARE_CONST_UNICODE_STRING(name, L"\\Device\\Box");
    WDF_DRIVER_CONFIG config;
    PWDFDEVICE_INIT init = NULL;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = BoxUnload;
    status = WdfDriverCreate(Object, Path, WDF_NO_OBJECT_ATTRIBUTES, &config, Driver);
    if (!NT_SUCCESS(status))
        goto Exit;

    init = WdfControlDeviceInitAllocate(*Driver, &SDDL_DEVOBJ_KERNEL_ONLY);
    if (!init) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto Exit;
    }
    status = WdfDeviceInitAssignName(init, &name);
    if (NT_SUCCESS(status))
        status = WdfDeviceCreate(&init, WDF_NO_OBJECT_ATTRIBUTES, Device);
    if (!NT_SUCCESS(status)) {
        WdfDeviceInitFree(init);
        goto Exit;
    }
    WdfControlFinishInitializing(*Device);

Exit:
    return status;
}

NTSTATUS DriverEntry(DRIVER_OBJECT *driverObject, UNICODE_STRING *registryPath)
{
    WDFDRIVER driver;

    return MakeDriver(driverObject, registryPath, &driver, &Box);
}
