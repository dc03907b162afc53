/* What may stand before WdfDriverCreate: initialisers, pool opt-in, own globals, a look for the driver object. */
#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD EarlyDeviceAdd;

static LIST_ENTRY Devices;
static KSPIN_LOCK DevicesLock;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    ExInitializeDriverRuntime(DrvRtPoolNxOptIn);
    InitializeListHead(&Devices);
    KeInitializeSpinLock(&DevicesLock);
    NT_ASSERT(WdfGetDriver() == NULL);

    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.ExecutionLevel = WdfExecutionLevelPassive;
    WDF_DRIVER_CONFIG_INIT(&config, EarlyDeviceAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        KdPrint(("WdfDriverCreate failed: 0x%08x\n", status));
    return status;
}

NTSTATUS EarlyDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}
