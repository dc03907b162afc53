/* not-applicable */
#include <ntddk.h>
#include <wdf.h>

EVT_WDF_DRIVER_DEVICE_ADD WrenAdd;

static PVOID WrenFirst, WrenLast;

/* DriverEntry and Unload may look at the members that others may not. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;

    WrenFirst = DriverObject->DriverStart;
    WrenLast = (PUCHAR)DriverObject->DriverStart + DriverObject->DriverSize;
    WDF_DRIVER_CONFIG_INIT(&config, WrenAdd);
    return WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
}
