/* Tracing is ended by EvtDriverUnload, which does not run after a failed entry. */
#include <ntddk.h>
#include <wdf.h>
#include "trace.h"
#include "driver.tmh"

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD TraceDeviceAdd;
EVT_WDF_DRIVER_UNLOAD TraceUnload;

static WDFLOOKASIDE Records;

VOID TraceUnload(WDFDRIVER Driver)
{
    WPP_CLEANUP(WdfDriverWdmGetDriverObject(Driver));
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WPP_INIT_TRACING(DriverObject, RegistryPath);
    WDF_DRIVER_CONFIG_INIT(&config, TraceDeviceAdd);
    config.EvtDriverUnload = TraceUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        return status; /* expect: kmdf-wpp-cleanup-on-failure */

    return STATUS_SUCCESS;
}

NTSTATUS TraceDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

/* verdict: kmdf-wpp-cleanup-on-failure kmdf-wpp-cleanup-on-create-failure violated */
/* verdict: kmdf-wpp-cleanup-on-failure kmdf-wpp-cleanup-registered satisfied */
