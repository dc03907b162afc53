/* A framework driver whose device, in a file that the entry does not reach, sets what Unload looks at and gives back
 * what the entry made. */
#include "reel.h"

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_UNLOAD ReelUnload;

VOID ReelUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    ReelStop();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, ReelDeviceAdd);
    config.EvtDriverUnload = ReelUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        return status;
    return ReelStart();
}
