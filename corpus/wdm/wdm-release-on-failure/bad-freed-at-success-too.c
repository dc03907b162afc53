#include <ntddk.h>
#include <wdf.h>

/* The framework has the unload routine, and runs it: the table that the entry frees in any case is freed again. */
DRIVER_INITIALIZE DriverEntry;
static EVT_WDF_DRIVER_DEVICE_ADD EvtDeviceAdd;
static EVT_WDF_DRIVER_UNLOAD EvtUnload;

static PVOID g_Rafter;

static NTSTATUS EvtDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

static VOID EvtUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    ExFreePoolWithTag(g_Rafter, 'tfaR'); /* expect: wdm-release-on-failure */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    g_Rafter = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'tfaR');
    if (g_Rafter == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    WDF_DRIVER_CONFIG_INIT(&config, EvtDeviceAdd);
    config.EvtDriverUnload = EvtUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    ExFreePoolWithTag(g_Rafter, 'tfaR');
    return status;
}
