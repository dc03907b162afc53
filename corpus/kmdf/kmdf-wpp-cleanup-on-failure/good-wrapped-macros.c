/* Tracing behind wrappers of the driver's own. */
#include <ntddk.h>
#include <wdf.h>
#include "trace.h"
#include "driver.tmh"

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD WrapDeviceAdd;
EVT_WDF_DRIVER_UNLOAD WrapUnload;

static VOID StartTracing(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WPP_INIT_TRACING(DriverObject, RegistryPath);
}

static VOID EndTracing(PDRIVER_OBJECT DriverObject)
{
    WPP_CLEANUP(DriverObject);
}

VOID WrapUnload(WDFDRIVER Driver)
{
    EndTracing(WdfDriverWdmGetDriverObject(Driver));
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    StartTracing(DriverObject, RegistryPath);
    WDF_DRIVER_CONFIG_INIT(&config, WrapDeviceAdd);
    config.EvtDriverUnload = WrapUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (status != STATUS_SUCCESS)
        EndTracing(DriverObject);
    return status;
}

NTSTATUS WrapDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}
