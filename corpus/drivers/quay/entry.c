#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD QuayUnload;
BOOLEAN QuayOpen(VOID);
VOID QuayClose(VOID);

VOID QuayUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    QuayClose();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    if (!QuayOpen())
        return STATUS_UNSUCCESSFUL;
    DriverObject->DriverUnload = QuayUnload;
    return STATUS_SUCCESS;
}
