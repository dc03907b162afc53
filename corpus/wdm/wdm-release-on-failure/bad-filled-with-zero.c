#include <ntddk.h>

/* The whole table is filled with zero, and the block in it is forgotten. */
typedef struct _STORE {
    PVOID Index;
    PVOID Cache;
    BOOLEAN HasCache;
} STORE;

static STORE g_Store;
static PVOID g_Slots[3];

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD StoreUnload;

static VOID FreeStore(VOID)
{
    if (g_Store.HasCache) {
        ExFreePoolWithTag(g_Store.Cache, 'rotS');
    }
    if (g_Store.Index != NULL) {
        ExFreePoolWithTag(g_Store.Index, 'rotS');
    }
    if (g_Slots[1] != NULL) {
        ExFreePoolWithTag(g_Slots[1], 'rotS');
    }
}

VOID StoreUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FreeStore();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Slots[1] = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'rotS'); /* expect: wdm-unload-releases */
    if (g_Slots[1] == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlFillMemory(&g_Store, sizeof(g_Store), 0);
    RtlFillMemory(g_Slots, sizeof(g_Slots), 0);
    g_Store.Index = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'rotS');
    if (g_Store.Index == NULL) {
        FreeStore();
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-release-on-failure */
    }
    g_Store.Cache = ExAllocatePool2(POOL_FLAG_PAGED, 256, 'rotS');
    if (g_Store.Cache == NULL) {
        FreeStore();
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-release-on-failure */
    }
    g_Store.HasCache = TRUE;
    DriverObject->DriverUnload = StoreUnload;
    return STATUS_SUCCESS; /* expect: wdm-init-memory-freed */
}
