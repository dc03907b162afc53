#include <ntddk.h>

/* What is a header to the one routine is a part of the whole to the other. */

typedef struct _HEADER {
    ULONG Signature;
    ULONG Length;
} HEADER, *PHEADER;

typedef struct _STORE {
    HEADER Header;
    ULONG Used;
    ULONG Slots[16];
} STORE, *PSTORE;

typedef struct _JOURNAL {
    STORE Store;
    ULONG Used; /* not that of the store */
    LARGE_INTEGER Written;
} JOURNAL, *PJOURNAL;

static PVOID g_Store;
static PVOID g_Journal;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD StoreUnload;

VOID StoreUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static VOID Sign(PVOID Block, ULONG Length)
{
    PHEADER header = (PHEADER)Block;

    header->Signature = 'rotS';
    header->Length = Length;
}

static BOOLEAN IsJournal(PVOID Block)
{
    return ((PJOURNAL)Block)->Store.Header.Signature == 'rotS';
}

static NTSTATUS MakeStore(ULONG Length)
{
    PSTORE store;

    g_Store = ExAllocatePool2(POOL_FLAG_PAGED, Length, 'rotS'); /* expect: wdm-unload-releases */
    if (g_Store == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Sign(g_Store, Length);
    store = (PSTORE)g_Store;
    if (store->Header.Signature != 'rotS') {
        ExFreePoolWithTag(g_Store, 'rotS');
        return STATUS_UNSUCCESSFUL;
    }
    return STATUS_SUCCESS;
}

static NTSTATUS MakeJournal(VOID)
{
    g_Journal = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(JOURNAL), 'nruJ'); /* expect: wdm-unload-releases */
    if (g_Journal == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Sign(g_Journal, sizeof(JOURNAL));
    ((PSTORE)g_Journal)->Used = 1;
    if (!IsJournal(g_Journal) || ((PJOURNAL)g_Journal)->Used != 0) {
        ExFreePoolWithTag(g_Journal, 'nruJ');
        return STATUS_UNSUCCESSFUL;
    }
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = StoreUnload;
    if (RegistryPath->Length > 64)
        return MakeStore(RegistryPath->Length);
    return MakeJournal();
}
