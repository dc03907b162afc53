/* The entry's one way out ends tracing whatever has happened, and so does the cleanup callback. */
#include <ntddk.h>
#include <wdf.h>
#include "gauge.tmh"

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD GaugeDeviceAdd;
EVT_WDF_OBJECT_CONTEXT_CLEANUP GaugeCleanup;

static PVOID GaugeTable;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WPP_INIT_TRACING(DriverObject, RegistryPath);
    GaugeTable = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'guaG');
    if (GaugeTable == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto End;
    }
    WDF_DRIVER_CONFIG_INIT(&config, GaugeDeviceAdd);
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.EvtCleanupCallback = GaugeCleanup;
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        ExFreePoolWithTag(GaugeTable, 'guaG');

End:
    WPP_CLEANUP(DriverObject); /* expect: kmdf-wpp-cleanup-on-failure */
    return status;
}

VOID GaugeCleanup(WDFOBJECT Driver)
{
    if (GaugeTable != NULL) {
        ExFreePoolWithTag(GaugeTable, 'guaG');
        GaugeTable = NULL;
    }
    WPP_CLEANUP(WdfDriverWdmGetDriverObject((WDFDRIVER)Driver));
}

NTSTATUS GaugeDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}
