/* The unload routine ends tracing, and so does the cleanup callback that runs behind it; both free the same block. */
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
    ExFreePoolWithTag(Table, POOL_TAG);                          /* expect: wdm-release-on-failure */
    WPP_CLEANUP(WdfDriverWdmGetDriverObject((WDFDRIVER)Driver)); /* expect: kmdf-wpp-cleanup-on-failure */
}

VOID VaneUnload(WDFDRIVER Driver)
{
    ExFreePoolWithTag(Table, POOL_TAG);
    WPP_CLEANUP(WdfDriverWdmGetDriverObject(Driver));
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
