/* undetermined-ok: which of the slots is emptied in a round is not followed */
#include <ntddk.h>

#define SLOTS 64

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static VOID OnImage(PUNICODE_STRING FullImageName, HANDLE ProcessId, PIMAGE_INFO ImageInfo);

static PVOID g_Slots[SLOTS];

static VOID OnImage(PUNICODE_STRING FullImageName, HANDLE ProcessId, PIMAGE_INFO ImageInfo)
{
    UNREFERENCED_PARAMETER(FullImageName);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(ImageInfo);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    ULONG slot;

    UNREFERENCED_PARAMETER(DriverObject);
    PsRemoveLoadImageNotifyRoutine(OnImage);
    for (slot = 0; slot < SLOTS; slot++) {
        if (g_Slots[slot] != NULL) {
            ExFreePoolWithTag(g_Slots[slot], 'tolS');
        }
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG slot = KeQueryActiveProcessorCount(NULL);
    NTSTATUS status;
    PVOID block;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 128, 'tolS');
    if (block == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    slot &= SLOTS - 1;
    g_Slots[slot++] = block;
    status = PsSetLoadImageNotifyRoutine(OnImage);
    if (!NT_SUCCESS(status)) {
        while (slot) {
            slot--;
            if (g_Slots[slot] != NULL) {
                ExFreePoolWithTag(g_Slots[slot], 'tolS');
            }
        }
    }
    return status;
}
