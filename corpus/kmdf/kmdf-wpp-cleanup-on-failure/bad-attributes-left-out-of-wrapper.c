/* A wrapper of WdfDriverCreate is given no attributes: the cleanup callback that was put into some never runs. */
#include <ntddk.h>
#include <wdf.h>
#include "trace.h"
#include "driver.tmh"

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD EchoDeviceAdd;
EVT_WDF_OBJECT_CONTEXT_CLEANUP EchoCleanup;

VOID EchoCleanup(WDFOBJECT Driver)
{
    WPP_CLEANUP(WdfDriverWdmGetDriverObject((WDFDRIVER)Driver));
}

static NTSTATUS CreateDriver(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath,
                             PWDF_OBJECT_ATTRIBUTES Attributes, PWDF_DRIVER_CONFIG Config)
{
    return WdfDriverCreate(DriverObject, RegistryPath, Attributes, Config, WDF_NO_HANDLE);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, EchoDeviceAdd);
    WPP_INIT_TRACING(DriverObject, RegistryPath); /* expect: kmdf-wpp-cleanup-on-failure */
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.EvtCleanupCallback = EchoCleanup;
    status = CreateDriver(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config);
    if (!NT_SUCCESS(status))
        WPP_CLEANUP(DriverObject);
    return status;
}

NTSTATUS EchoDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

/* verdict: kmdf-wpp-cleanup-on-failure kmdf-wpp-cleanup-registered violated */
