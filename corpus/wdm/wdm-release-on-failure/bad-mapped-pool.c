/* A second view of a block of nonpaged pool stays where the list and the block go. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD MirrorUnload;

#define MIRROR_TAG 'rriM'

static PMDL List;
static PVOID Block, View;

VOID MirrorUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    MmUnmapLockedPages(View, List);
    IoFreeMdl(List);
    ExFreePoolWithTag(Block, MIRROR_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE key;
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;

    DriverObject->DriverUnload = MirrorUnload;
    Block = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, MIRROR_TAG);
    if (Block == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    List = IoAllocateMdl(Block, PAGE_SIZE, FALSE, FALSE, NULL);
    if (List == NULL)
        goto FreeBlock;
    MmBuildMdlForNonPagedPool(List);
    View = MmMapLockedPagesSpecifyCache(List, KernelMode, MmCached, NULL, FALSE, NormalPagePriority);
    if (View == NULL)
        goto FreeList;
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status))
        goto FreeList;
    ZwClose(key);
    return STATUS_SUCCESS;
FreeList:
    IoFreeMdl(List);
FreeBlock:
    ExFreePoolWithTag(Block, MIRROR_TAG);
    return status; /* expect: wdm-release-on-failure */
}
