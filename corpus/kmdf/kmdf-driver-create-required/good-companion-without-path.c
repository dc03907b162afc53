#include <ntddk.h>
#include <wdf.h>

/* undetermined-ok: not-applicable is what is asked of the path */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;

    UNREFERENCED_PARAMETER(RegistryPath);
    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags = WdfDriverInitCompanion;
    return WdfDriverCreate(DriverObject, NULL, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
}
