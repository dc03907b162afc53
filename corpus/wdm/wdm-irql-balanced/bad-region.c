#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static ERESOURCE g_Resource;
static PVOID g_Table;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Table);
    ExDeleteResourceLite(&g_Resource);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    ExInitializeResourceLite(&g_Resource);
    KeEnterCriticalRegion();
    ExAcquireResourceExclusiveLite(&g_Resource, TRUE);
    g_Table = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'lbaT');
    ExReleaseResourceLite(&g_Resource);
    if (g_Table == NULL) {
        ExDeleteResourceLite(&g_Resource);
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-irql-balanced */
    }
    KeLeaveCriticalRegion();
    return STATUS_SUCCESS;
}
