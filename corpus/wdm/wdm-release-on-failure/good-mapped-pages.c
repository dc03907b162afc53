/* Pages are locked and mapped; unlocking them takes the mapping along. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD WindowUnload;

#define WINDOW_TAG 'dniW'

static PMDL Locked, Given;
static PVOID Block, View;

VOID WindowUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    MmFreePagesFromMdl(Given);
    ExFreePool(Given);
    MmUnlockPages(Locked);
    IoFreeMdl(Locked);
    ExFreePoolWithTag(Block, WINDOW_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;
    PHYSICAL_ADDRESS lowest, highest;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = WindowUnload;
    lowest.QuadPart = 0;
    highest.QuadPart = -1;
    Block = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, WINDOW_TAG);
    if (Block == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Locked = IoAllocateMdl(Block, PAGE_SIZE, FALSE, FALSE, NULL);
    if (Locked == NULL)
        goto FreeBlock;
    __try {
        MmProbeAndLockPages(Locked, KernelMode, IoWriteAccess);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        status = GetExceptionCode();
        goto FreeList;
    }
    View = MmMapLockedPagesSpecifyCache(Locked, KernelMode, MmCached, NULL, FALSE, NormalPagePriority);
    if (View == NULL)
        goto Unlock;
    Given = MmAllocatePagesForMdl(lowest, highest, lowest, PAGE_SIZE);
    if (Given == NULL)
        goto Unlock;
    return STATUS_SUCCESS;
Unlock:
    MmUnlockPages(Locked);
FreeList:
    IoFreeMdl(Locked);
FreeBlock:
    ExFreePoolWithTag(Block, WINDOW_TAG);
    return status;
}
