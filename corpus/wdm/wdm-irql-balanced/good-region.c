#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static ERESOURCE g_Resource;
static KGUARDED_MUTEX g_Mutex;
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
    KeInitializeGuardedMutex(&g_Mutex);
    KeEnterCriticalRegion();
    ExAcquireResourceExclusiveLite(&g_Resource, TRUE);
    KeAcquireGuardedMutex(&g_Mutex);
    g_Table = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'lbaT');
    KeReleaseGuardedMutex(&g_Mutex);
    ExReleaseResourceLite(&g_Resource);
    KeLeaveCriticalRegion();
    if (g_Table == NULL) {
        ExDeleteResourceLite(&g_Resource);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}
