#include <ntddk.h>
#include <wdf.h>
#include "lark.tmh"

EVT_WDF_DRIVER_DEVICE_ADD LarkAdd;

static VOID LarkCleanup(WDFOBJECT Object)
{
    WPP_CLEANUP(NULL);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WPP_INIT_TRACING(DriverObject, NULL);
    WDF_DRIVER_CONFIG_INIT(&config, LarkAdd);
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.EvtCleanupCallback = LarkCleanup;
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        WPP_CLEANUP(DriverObject);
    return status;
}
