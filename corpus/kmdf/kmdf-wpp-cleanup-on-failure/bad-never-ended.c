/* Nobody ends the tracing when the driver is unloaded. */
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
    UNREFERENCED_PARAMETER(Driver);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WPP_INIT_TRACING(DriverObject, RegistryPath); /* expect: kmdf-wpp-cleanup-on-failure */
    WDF_DRIVER_CONFIG_INIT(&config, TraceDeviceAdd);
    config.EvtDriverUnload = TraceUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status)) {
        WPP_CLEANUP(DriverObject);
        return status;
    }

    status = WdfLookasideListCreate(WDF_NO_OBJECT_ATTRIBUTES, 64, NonPagedPoolNx, WDF_NO_OBJECT_ATTRIBUTES, 'carT',
                                    &Records);
    if (!NT_SUCCESS(status))
        WPP_CLEANUP(DriverObject);
    return status;
}

NTSTATUS TraceDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

/* verdict: kmdf-wpp-cleanup-on-failure kmdf-wpp-cleanup-registered violated */
