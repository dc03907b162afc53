/* The address of the pages is asked of the list of them that was made for the block. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PagesUnload;

#define PAGES_TAG 'egaP'

static PMDL Pages;

VOID PagesUnload(PDRIVER_OBJECT DriverObject)
{
    PVOID block = MmGetMdlVirtualAddress(Pages);

    UNREFERENCED_PARAMETER(DriverObject);
    IoFreeMdl(Pages);
    ExFreePoolWithTag(block, PAGES_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE key;
    PVOID block;
    NTSTATUS status;

    DriverObject->DriverUnload = PagesUnload;
    block = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, PAGES_TAG);
    if (block == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Pages = IoAllocateMdl(block, PAGE_SIZE, FALSE, FALSE, NULL);
    if (Pages == NULL) {
        ExFreePoolWithTag(block, PAGES_TAG);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    MmBuildMdlForNonPagedPool(Pages);
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        block = MmGetSystemAddressForMdlSafe(Pages, NormalPagePriority);
        IoFreeMdl(Pages);
        ExFreePoolWithTag(block, PAGES_TAG);
        return status;
    }
    ZwClose(key);
    return STATUS_SUCCESS;
}
