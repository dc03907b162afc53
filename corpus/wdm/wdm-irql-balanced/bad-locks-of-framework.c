/* The framework's locks: the entry fails with the wait lock held, and with the spin lock where that is. */
#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
static EVT_WDF_DRIVER_DEVICE_ADD DeviceAdd;

static WDFWAITLOCK g_WaitLock;
static WDFSPINLOCK g_SpinLock;
static WDFCOLLECTION g_Devices;
static ULONG g_Count;

static NTSTATUS DeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

static NTSTATUS AddSelf(WDFDRIVER Driver)
{
    NTSTATUS status;

    WdfWaitLockAcquire(g_WaitLock, NULL);
    status = WdfCollectionAdd(g_Devices, Driver);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    WdfWaitLockRelease(g_WaitLock);
    return status;
}

static NTSTATUS Count(VOID)
{
    WdfSpinLockAcquire(g_SpinLock);
    g_Count = WdfCollectionGetCount(g_Devices);
    if (g_Count != 1) {
        return STATUS_INTERNAL_ERROR;
    }
    WdfSpinLockRelease(g_SpinLock);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, DeviceAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = WdfWaitLockCreate(WDF_NO_OBJECT_ATTRIBUTES, &g_WaitLock);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = WdfSpinLockCreate(WDF_NO_OBJECT_ATTRIBUTES, &g_SpinLock);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = WdfCollectionCreate(WDF_NO_OBJECT_ATTRIBUTES, &g_Devices);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = AddSelf(driver);
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-irql-balanced */
    }
    status = Count();
    return status; /* expect: wdm-irql-balanced */
}
