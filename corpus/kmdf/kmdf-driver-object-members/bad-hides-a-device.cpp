extern "C" {
#include <ntddk.h>
#include <wdf.h>
}

extern "C" DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD WrenAdd;

namespace {
void Hide(PDRIVER_OBJECT Object)
{
    Object->DeviceObject = nullptr; /* expect: kmdf-driver-object-members */
}
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;

    WDF_DRIVER_CONFIG_INIT(&config, WrenAdd);
    NTSTATUS status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (NT_SUCCESS(status))
        Hide(DriverObject);
    return status;
}
