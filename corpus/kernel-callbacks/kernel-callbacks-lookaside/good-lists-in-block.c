/* The lists stand side by side in a block of memory: each is deleted once, from the last. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD ShelfUnload;

#define SHELF_TAG 'flhS'
#define SHELF_COUNT 3

static struct {
    NPAGED_LOOKASIDE_LIST *Lists;
    ULONG Count;
} Shelf;

static VOID EmptyShelf(VOID)
{
    while (Shelf.Count > 0)
        ExDeleteNPagedLookasideList(&Shelf.Lists[--Shelf.Count]);
    if (Shelf.Lists != NULL)
        ExFreePoolWithTag(Shelf.Lists, SHELF_TAG);
    Shelf.Lists = NULL;
}

VOID ShelfUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    EmptyShelf();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    Shelf.Lists = ExAllocatePool2(POOL_FLAG_NON_PAGED, SHELF_COUNT * sizeof(*Shelf.Lists), SHELF_TAG);
    if (Shelf.Lists == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    for (ULONG i = 0; i < SHELF_COUNT; i++)
        ExInitializeNPagedLookasideList(&Shelf.Lists[i], NULL, NULL, POOL_NX_ALLOCATION, (SIZE_T)64 << i, SHELF_TAG, 0);
    Shelf.Count = SHELF_COUNT;
    if (!NT_SUCCESS(RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Shelf"))) {
        EmptyShelf();
        return STATUS_UNSUCCESSFUL;
    }
    DriverObject->DriverUnload = ShelfUnload;
    return STATUS_SUCCESS;
}
