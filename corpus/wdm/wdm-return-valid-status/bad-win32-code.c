#include <ntddk.h>

#ifndef ERROR_NOT_SUPPORTED
#define ERROR_NOT_SUPPORTED 50L
#endif

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static NTSTATUS CheckSystem(VOID)
{
    RTL_OSVERSIONINFOW version = {sizeof(version)};

    RtlGetVersion(&version);
    if (version.dwMajorVersion < 10)
        return ERROR_NOT_SUPPORTED;
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return CheckSystem(); /* expect: wdm-return-valid-status */
}
