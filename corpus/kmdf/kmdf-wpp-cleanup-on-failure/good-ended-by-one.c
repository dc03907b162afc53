/* The unload routine leaves all of it to the cleanup callback, or forgets what it has freed. */
#include "vane.h"
#include "vane.tmh"
#include <ntddk.h>
#include <wdf.h>

#define POOL_TAG 'enaV'

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD VaneDeviceAdd;
EVT_WDF_DRIVER_UNLOAD VaneUnload;
EVT_WDF_OBJECT_CONTEXT_CLEANUP VaneCleanup;

static PVOID Table;

VOID VaneCleanup(WDFOBJECT Driver)
{
    if (Table != NULL)
        ExFreePoolWithTag(Table, POOL_TAG);
    Table = NULL;
    WPP_CLEANUP(WdfDriverWdmGetDriverObject((WDFDRIVER)Driver));
}

VOID VaneUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    if (Table != NULL)
        ExFreePoolWithTag(Table, POOL_TAG);
    Table = NULL;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WPP_INIT_TRACING(DriverObject, RegistryPath);
    Table = ExAllocatePool2(POOL_FLAG_PAGED, 256, POOL_TAG);
    if (Table == NULL) {
        WPP_CLEANUP(DriverObject);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.EvtCleanupCallback = VaneCleanup;
    WDF_DRIVER_CONFIG_INIT(&config, VaneDeviceAdd);
    config.EvtDriverUnload = VaneUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(Table, POOL_TAG);
        WPP_CLEANUP(DriverObject);
    }
    return status;
}
