#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

/* Does its work and is not to stay loaded. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID report = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'tpeR');

    UNREFERENCED_PARAMETER(DriverObject);
    if (report != NULL) {
        DbgPrint("loaded from %wZ\n", RegistryPath);
        ExFreePool(report);
    }
    return STATUS_UNSUCCESSFUL;
}
