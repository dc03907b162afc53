/* Pages are locked and mapped; the way on which they cannot be mapped unlocks them twice. */
#include <ntddk.h>

static PMDL Pages;
static PVOID View;
static UCHAR Window[PAGE_SIZE];

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static VOID Drop(VOID)
{
    if (Pages == NULL)
        return;
    MmUnlockPages(Pages); /* expect: wdm-release-on-failure */
    IoFreeMdl(Pages);
    Pages = NULL;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    MmUnmapLockedPages(View, Pages);
    Drop();
}

static NTSTATUS Lock(VOID)
{
    NTSTATUS status = STATUS_SUCCESS;

    __try {
        MmProbeAndLockPages(Pages, KernelMode, IoWriteAccess);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        status = GetExceptionCode();
        IoFreeMdl(Pages);
        Pages = NULL;
    }
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    Pages = IoAllocateMdl(Window, sizeof Window, FALSE, FALSE, NULL);
    if (Pages == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = Lock();
    if (!NT_SUCCESS(status))
        return status;
    View = MmMapLockedPagesSpecifyCache(Pages, KernelMode, MmCached, NULL, FALSE, NormalPagePriority);
    if (View == NULL) {
        MmUnlockPages(Pages);
        Drop();
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}
