/* More blocks are freed than are told apart: each slot is emptied with its block. */
#include <ntddk.h>

#define SLOT_COUNT 90

typedef struct _SLOT {
    ULONG Kind;
} SLOT, *PSLOT;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PSLOT Slots[SLOT_COUNT];

static VOID FreeSlots(VOID)
{
    for (ULONG i = 0; i < SLOT_COUNT; i++)
        if (Slots[i]) {
            ExFreePoolWithTag(Slots[i], 'tolS');
            Slots[i] = NULL;
        }
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FreeSlots();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    for (ULONG i = 0; i < SLOT_COUNT; i++) {
        Slots[i] = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(SLOT), 'tolS');
        if (!Slots[i]) {
            FreeSlots();
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        Slots[i]->Kind = i;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
