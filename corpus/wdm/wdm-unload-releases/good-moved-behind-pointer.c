/* The unload routine moves the block to another member through a pointer to the global, and frees that member of the
 * global by name; the table goes along with the whole of another structure. */
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
    cache->Former = cache->Current;
    cache->Current = NULL;
    ExFreePool(g_Cache.Former);
    ExFreePool(g_Tables.Names);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    TABLES *tables = &g_Tables;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Cache.Current = ExAllocatePool2(POOL_FLAG_PAGED, 256, 'hcaC');
    if (g_Cache.Current == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Draft.Names = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'hcaC');
    if (g_Draft.Names == NULL) {
        ExFreePool(g_Cache.Current);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    *tables = g_Draft;
    DriverObject->DriverUnload = CacheUnload;
    return STATUS_SUCCESS;
}
