/* One attributes structure serves the driver object and then a lock. */
#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD LockDeviceAdd;
EVT_WDF_OBJECT_CONTEXT_CLEANUP DriverGone;

static WDFWAITLOCK Lock;

VOID DriverGone(WDFOBJECT Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    KdPrint(("gone\n"));
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_OBJECT_ATTRIBUTES attributes = {0};
    WDF_DRIVER_CONFIG config = {0};
    WDFDRIVER driver;
    NTSTATUS status;

    attributes.EvtCleanupCallback = DriverGone; /* expect: kmdf-config-fields-after-init */
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    WDF_DRIVER_CONFIG_INIT(&config, LockDeviceAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;

    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.ParentObject = driver;
    return WdfWaitLockCreate(&attributes, &Lock);
}

NTSTATUS LockDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}
