#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

/* The format knows counted strings. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KdPrint(("anvil: %wZ, %u bytes\n", RegistryPath, RegistryPath->Length));
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
/* not-applicable */
