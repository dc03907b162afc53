/* A driver that is not for Plug and Play and has no unload callback stays until the system shuts down: its tracing does
 * too. */
#include <ntddk.h>
#include <wdf.h>
#include "trace.h"
#include "driver.tmh"

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WPP_INIT_TRACING(DriverObject, RegistryPath);
    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
    status = WdfDriverCreate(DriverObject, RegistryPath, NULL, &config, NULL); /* expect: kmdf-config-initialised */
    if (!NT_SUCCESS(status))
        WPP_CLEANUP(DriverObject);
    return status;
}

/* verdict: kmdf-wpp-cleanup-on-failure kmdf-wpp-cleanup-registered not-applicable */
