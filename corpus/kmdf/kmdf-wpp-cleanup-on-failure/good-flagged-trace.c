/* The trace function is made by the build, from a configuration of the driver's own: flags first, then the text. */
#include <ntddk.h>
#include <wdf.h>
#include "pump.tmh"

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD PumpDeviceAdd;
EVT_WDF_OBJECT_CONTEXT_CLEANUP PumpCleanup;

VOID PumpCleanup(WDFOBJECT Driver)
{
    WPP_CLEANUP(WdfDriverWdmGetDriverObject((WDFDRIVER)Driver));
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WPP_INIT_TRACING(DriverObject, RegistryPath);
    PMP(PUMP_START, "the pump starts");
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.EvtCleanupCallback = PumpCleanup;
    WDF_DRIVER_CONFIG_INIT(&config, PumpDeviceAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status)) {
        PMP(PUMP_START, "no driver: %!STATUS!", status);
        WPP_CLEANUP(DriverObject);
    }
    return status;
}
