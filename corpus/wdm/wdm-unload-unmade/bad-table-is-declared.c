/* STORE is declared: Shelves leads to a table, and nothing makes one. */
#include <ntddk.h>

#define SHELF_COUNT 4

typedef struct _SHELF {
    ULONG Held;
} SHELF;

typedef struct _STORE {
    SHELF *Shelves;
} STORE;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD StoreUnload;

static STORE Store;

static VOID StoreClear(SHELF *Shelf)
{
    Shelf->Held = 0;
}

VOID StoreUnload(PDRIVER_OBJECT DriverObject)
{
    ULONG i;

    UNREFERENCED_PARAMETER(DriverObject);
    for (i = 0; i < SHELF_COUNT; i++)
        StoreClear(&Store.Shelves[i]); /* expect: wdm-unload-unmade */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = StoreUnload;
    return STATUS_SUCCESS;
}
