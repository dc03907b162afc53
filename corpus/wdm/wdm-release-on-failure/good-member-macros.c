#include <ntifs.h>

typedef struct _SLOTS {
    ULONG Count;
    UCHAR Used[24];
    WCHAR Path[64];
} SLOTS, *PSLOTS;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD SlotsUnload;

static PSLOTS g_Slots;
static PDEVICE_OBJECT g_Device;

static VOID SlotsUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(g_Device);
    ExFreePool(g_Slots);
}

/* Macros of the kit's headers that are given types and members, and an instruction whose name begins as an annotation
 * does. */
static VOID SlotsLayOut(PSLOTS slots, ULONG size)
{
    PULONG aligned = ALIGN_UP_POINTER(slots->Used, ULONG);

    slots->Used[1] = RTL_CONTAINS_FIELD(slots, size, Path);
    slots->Count = RTL_NUMBER_OF_FIELD(SLOTS, Used) + RTL_PADDING_BETWEEN_FIELDS(SLOTS, Used, Path);
    slots->Used[0] = __inbyte(0x71);
    *aligned = (ULONG)ALIGN_UP_BY(size, PROBE_ALIGNMENT(SLOTS)) * RTL_BITS_OF(size);
    aligned[1] = PtrOffset(slots, aligned) + BYTE_OFFSET(slots);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    PSLOTS slots;

    UNREFERENCED_PARAMETER(RegistryPath);
    slots = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(*slots), 'tolS');
    if (slots == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    SlotsLayOut(slots, sizeof(*slots));
    status = IoCreateDevice(DriverObject, RTL_BITS_OF_FIELD(SLOTS, Count), NULL, FILE_DEVICE_UNKNOWN, 0, FALSE,
                            &g_Device);
    if (!NT_SUCCESS(status)) {
        ExFreePool(slots);
        return status;
    }
    g_Slots = slots;
    DriverObject->DriverUnload = SlotsUnload;
    return STATUS_SUCCESS;
}
