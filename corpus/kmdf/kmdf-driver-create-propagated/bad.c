/* A failure is printed, and the next step follows. */
#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD GroupDeviceAdd;

static WDFCOLLECTION Members;
static WDFWAITLOCK MembersLock;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, GroupDeviceAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        KdPrint(("WdfDriverCreate failed: 0x%08x\n", status));

    status = WdfCollectionCreate(WDF_NO_OBJECT_ATTRIBUTES, &Members); /* expect: kmdf-driver-create-propagated */
    if (!NT_SUCCESS(status))
        return status;
    return WdfWaitLockCreate(WDF_NO_OBJECT_ATTRIBUTES, &MembersLock); /* expect: kmdf-driver-create-propagated */
}

NTSTATUS GroupDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

/* verdict: kmdf-driver-create-required kmdf-drivercreate-required violated */
/* verdict: kmdf-driver-create-required kmdf-drivercreate-first violated */
