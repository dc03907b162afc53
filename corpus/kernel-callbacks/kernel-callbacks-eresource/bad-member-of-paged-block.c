#include <ntddk.h>

/* The lock is one member of a structure in paged pool, and a helper that knows the part alone initialises it. */
typedef struct _SHELF {
    LONG Count;
    ERESOURCE Lock;
} SHELF;

typedef struct _STORE {
    LIST_ENTRY Entries;
    SHELF Shelf;
} STORE, *PSTORE;

static PSTORE g_Store;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteResourceLite(&g_Store->Shelf.Lock);
    ExFreePoolWithTag(g_Store, 'rotS');
}

static VOID BeginShelf(SHELF *Shelf)
{
    Shelf->Count = 0;
    ExInitializeResourceLite(&Shelf->Lock); /* expect: kernel-callbacks-eresource */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Store = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(*g_Store), 'rotS');
    if (g_Store == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    InitializeListHead(&g_Store->Entries);
    BeginShelf(&g_Store->Shelf);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
