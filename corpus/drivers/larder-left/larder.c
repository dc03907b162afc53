#include <ntddk.h>

/* What the entry makes for the driver's life: a range whose pages are committed one by one, a work item in a block of
 * its own, a power request of the control device, a mapping at an address that was reserved for it. Unload undoes none
 * of it but the device. */
typedef struct _LARDER {
    PVOID Range;
    PVOID Reserved;
    PVOID Mapped;
    PMDL Pages;
    PIO_WORKITEM Item;
    PVOID Request;
} LARDER;

static LARDER g_Larder;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD LarderUnload;

static VOID FreeRange(VOID)
{
    SIZE_T none = 0;

    ZwFreeVirtualMemory(NtCurrentProcess(), &g_Larder.Range, &none, MEM_RELEASE);
}

static NTSTATUS MakeRange(VOID)
{
    SIZE_T whole = 16 * PAGE_SIZE, first = PAGE_SIZE;
    NTSTATUS status;

    status = ZwAllocateVirtualMemory(NtCurrentProcess(), &g_Larder.Range, 0, &whole, MEM_RESERVE, PAGE_READWRITE); /* expect: wdm-unload-releases */
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = ZwAllocateVirtualMemory(NtCurrentProcess(), &g_Larder.Range, 0, &first, MEM_COMMIT, PAGE_READWRITE);
    if (!NT_SUCCESS(status)) {
        FreeRange();
    }
    return status;
}

static NTSTATUS MakeMapping(VOID)
{
    PHYSICAL_ADDRESS low = {0}, high, skip = {0};

    high.QuadPart = -1;
    g_Larder.Pages = MmAllocateNodePagesForMdlEx(low, high, skip, PAGE_SIZE, MmCached, 0, MM_ALLOCATE_FULLY_REQUIRED);
    if (g_Larder.Pages == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Larder.Reserved = MmAllocateMappingAddress(PAGE_SIZE, 'draL');
    if (g_Larder.Reserved != NULL) {
        g_Larder.Mapped = MmMapLockedPagesWithReservedMapping(g_Larder.Reserved, 'draL', g_Larder.Pages, MmCached); /* expect: wdm-unload-releases */
        if (g_Larder.Mapped != NULL) {
            return STATUS_SUCCESS;
        }
        MmFreeMappingAddress(g_Larder.Reserved, 'draL');
    }
    MmFreePagesFromMdl(g_Larder.Pages);
    ExFreePool(g_Larder.Pages);
    return STATUS_INSUFFICIENT_RESOURCES;
}

static VOID DropMapping(VOID)
{
    MmUnmapReservedMapping(g_Larder.Mapped, 'draL', g_Larder.Pages);
    MmFreeMappingAddress(g_Larder.Reserved, 'draL');
    MmFreePagesFromMdl(g_Larder.Pages);
    ExFreePool(g_Larder.Pages);
}

static VOID LarderUnload(PDRIVER_OBJECT DriverObject)
{
    ExFreePoolWithTag(g_Larder.Item, 'draL');
    MmFreeMappingAddress(g_Larder.Reserved, 'draL');
    MmFreePagesFromMdl(g_Larder.Pages);
    ExFreePool(g_Larder.Pages);
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = MakeRange();
    if (!NT_SUCCESS(status)) {
        goto NoRange;
    }
    status = MakeMapping();
    if (!NT_SUCCESS(status)) {
        goto NoMapping;
    }
    g_Larder.Item = ExAllocatePool2(POOL_FLAG_NON_PAGED, IoSizeofWorkItem(), 'draL');
    if (g_Larder.Item == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto NoItem;
    }
    IoInitializeWorkItem(device, g_Larder.Item); /* expect: wdm-unload-releases */
    status = PoCreatePowerRequest(&g_Larder.Request, device, NULL); /* expect: wdm-unload-releases */
    if (!NT_SUCCESS(status)) {
        goto NoRequest;
    }
    DriverObject->DriverUnload = LarderUnload;
    return STATUS_SUCCESS;

NoRequest:
    IoUninitializeWorkItem(g_Larder.Item);
    ExFreePoolWithTag(g_Larder.Item, 'draL');
NoItem:
    DropMapping();
NoMapping:
    FreeRange();
NoRange:
    IoDeleteDevice(device);
    return status;
}
