/* The pointers to the globals move neither block to where the unload routine frees one. */
#include <ntddk.h>

typedef struct _CACHE {
    PVOID Current;
    PVOID Former;
} CACHE;

typedef struct _TABLES {
    PVOID Names;
} TABLES;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD CacheUnload;

static CACHE g_Cache;
static TABLES g_Draft;
static TABLES g_Tables;

VOID CacheUnload(PDRIVER_OBJECT DriverObject)
{
    CACHE *cache = &g_Cache;

    UNREFERENCED_PARAMETER(DriverObject);
    cache->Former = NULL;
    cache->Current = NULL;
    ExFreePool(g_Cache.Former); /* expect: wdm-unload-unmade */
    ExFreePool(g_Tables.Names); /* expect: wdm-unload-unmade */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    TABLES *tables = &g_Tables;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Cache.Current = ExAllocatePool2(POOL_FLAG_PAGED, 256, 'hcaC'); /* expect: wdm-unload-releases */
    if (g_Cache.Current == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Draft.Names = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'hcaC'); /* expect: wdm-unload-releases */
    if (g_Draft.Names == NULL) {
        ExFreePool(g_Cache.Current);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    tables->Names = NULL;
    DriverObject->DriverUnload = CacheUnload;
    return STATUS_SUCCESS;
}
