/* The cleanup callback frees the block once, as the driver object goes. */
/* verdict: wdm-release-on-failure de-fail-no-double-release satisfied */
#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD SpindleDeviceAdd;
EVT_WDF_OBJECT_CONTEXT_CLEANUP SpindleCleanup;

static PVOID g_Thread;

NTSTATUS SpindleDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

VOID SpindleCleanup(WDFOBJECT Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    ExFreePoolWithTag(g_Thread, 'dnpS');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    g_Thread = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'dnpS');
    if (g_Thread == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    WDF_DRIVER_CONFIG_INIT(&config, SpindleDeviceAdd);
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.EvtCleanupCallback = SpindleCleanup;
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        ExFreePoolWithTag(g_Thread, 'dnpS');
    return status;
}
