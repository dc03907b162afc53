#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static ERESOURCE g_Resource;
static FAST_MUTEX g_Mutex;
static ULONG g_Count;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteResourceLite(&g_Resource);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    ExInitializeResourceLite(&g_Resource);
    ExInitializeFastMutex(&g_Mutex);
    if (!ExTryToAcquireFastMutex(&g_Mutex)) {
        ExDeleteResourceLite(&g_Resource);
        return STATUS_DEVICE_BUSY;
    }
    g_Count++;
    ExEnterCriticalRegionAndAcquireResourceExclusive(&g_Resource);
    g_Count++;
    ExReleaseResourceAndLeaveCriticalRegion(&g_Resource);
    return STATUS_SUCCESS; /* expect: wdm-irql-balanced */
}
