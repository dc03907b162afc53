#include <ntddk.h>

/* A resource lock in paged pool. */
static PERESOURCE g_Lock;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteResourceLite(g_Lock);
    ExFreePoolWithTag(g_Lock, 'kcoL');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Lock = (PERESOURCE)ExAllocatePool2(POOL_FLAG_PAGED, sizeof(ERESOURCE), 'kcoL');
    if (g_Lock == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = ExInitializeResourceLite(g_Lock); /* expect: kernel-callbacks-eresource */
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(g_Lock, 'kcoL');
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
