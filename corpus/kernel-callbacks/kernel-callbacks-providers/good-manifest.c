#include <ntddk.h>
#include "lantern-events.h"

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    EventUnregisterLantern_Driver();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    EventRegisterLantern_Driver();
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Lantern");
    if (!NT_SUCCESS(status)) {
        EventUnregisterLantern_Driver();
        return status;
    }
    return STATUS_SUCCESS;
}
