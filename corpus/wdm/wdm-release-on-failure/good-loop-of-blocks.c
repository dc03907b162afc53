/* undetermined-ok */
#include <ntddk.h>

#define SLOTS 8

static PVOID g_Slots[SLOTS];

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static VOID FreeSlots(VOID)
{
    ULONG i;

    for (i = 0; i < SLOTS; i++) {
        if (g_Slots[i] != NULL) {
            ExFreePool(g_Slots[i]);
            g_Slots[i] = NULL;
        }
    }
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FreeSlots();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i < SLOTS; i++) {
        g_Slots[i] = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'tolS');
        if (g_Slots[i] == NULL) {
            FreeSlots();
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
