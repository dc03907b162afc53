#include <ntddk.h>
#include "LATE.TMH"

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static VOID StartTracing(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WPP_INIT_TRACING(DriverObject, RegistryPath);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    WPP_CLEANUP(DriverObject);
}

/* Tracing starts when nothing can fail any more. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    RTL_OSVERSIONINFOW version = {sizeof(version)};

    RtlGetVersion(&version);
    if (version.dwMajorVersion < 6) {
        return STATUS_NOT_SUPPORTED;
    }
    DriverObject->DriverUnload = Unload;
    StartTracing(DriverObject, RegistryPath);
    return STATUS_SUCCESS;
}
