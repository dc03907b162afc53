#include <ntddk.h>

#define SLOTS 3

typedef struct _SLOT {
    PVOID Buffer;
    BOOLEAN IsUsed;
} SLOT, *PSLOT;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static SLOT g_Slots[SLOTS];

static NTSTATUS Fill(PSLOT Slot)
{
    Slot->Buffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'tolS');
    if (Slot->Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Slot->IsUsed = TRUE;
    return STATUS_SUCCESS;
}

/* With the first slot it clears all of them. */
static VOID Empty(PSLOT Slot)
{
    if (!Slot->IsUsed) {
        return;
    }
    ExFreePoolWithTag(Slot->Buffer, 'tolS');
    RtlZeroMemory(g_Slots, sizeof(g_Slots));
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    PSLOT slot;

    UNREFERENCED_PARAMETER(DriverObject);
    for (slot = g_Slots; slot < g_Slots + SLOTS; slot++) {
        Empty(slot);
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    PSLOT slot;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    for (slot = g_Slots; slot < g_Slots + SLOTS && NT_SUCCESS(status); slot++) {
        status = Fill(slot);
    }
    if (!NT_SUCCESS(status)) {
        for (slot = g_Slots; slot < g_Slots + SLOTS; slot++) {
            Empty(slot);
        }
    }
    return status; /* expect: wdm-release-on-failure */
}
