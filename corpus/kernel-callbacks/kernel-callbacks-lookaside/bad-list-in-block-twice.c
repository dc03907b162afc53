/* The first list of the block is deleted by its own name, and once more with the others. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD ShelfUnload;

#define SHELF_TAG 'flhS'
#define SHELF_COUNT 3

static NPAGED_LOOKASIDE_LIST *Lists;

static VOID EmptyShelf(VOID)
{
    for (ULONG i = 0; i < SHELF_COUNT; i++)
        ExDeleteNPagedLookasideList(&Lists[i]); /* expect: kernel-callbacks-lookaside */
    ExFreePoolWithTag(Lists, SHELF_TAG);
}

VOID ShelfUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    EmptyShelf();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    Lists = ExAllocatePool2(POOL_FLAG_NON_PAGED, SHELF_COUNT * sizeof(*Lists), SHELF_TAG);
    if (Lists == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    for (ULONG i = 0; i < SHELF_COUNT; i++)
        ExInitializeNPagedLookasideList(&Lists[i], NULL, NULL, POOL_NX_ALLOCATION, (SIZE_T)64 << i, SHELF_TAG, 0);
    if (!NT_SUCCESS(RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Shelf"))) {
        ExDeleteNPagedLookasideList(Lists);
        EmptyShelf();
        return STATUS_UNSUCCESSFUL;
    }
    DriverObject->DriverUnload = ShelfUnload;
    return STATUS_SUCCESS;
}
