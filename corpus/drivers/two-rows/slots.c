/* verdict: wdm-release-on-failure de-fail-free-all satisfied */
/* verdict: wdm-release-on-failure de-fail-no-double-release satisfied */
/* verdict: wdm-init-memory-freed de-free-init-only-memory satisfied */
/* verdict: wdm-allocation-failure de-return-helper-success-on-failure satisfied */
/* Two loops fill one array, each a part of its own, and one loop empties all of it. */
#include <ntddk.h>

#define READ_COUNT 40
#define WRITE_COUNT 50
#define AT_WRITE READ_COUNT
#define SLOT_COUNT (READ_COUNT + WRITE_COUNT)

typedef struct _SLOT {
    ULONG Kind;
} SLOT, *PSLOT;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PSLOT Slots[SLOT_COUNT];
static PDEVICE_OBJECT Control;

static VOID FreeSlots(VOID)
{
    for (ULONG i = 0; i < SLOT_COUNT; i++)
        if (Slots[i] != NULL) {
            ExFreePoolWithTag(Slots[i], 'tolS');
            Slots[i] = NULL;
        }
}

static NTSTATUS MakeSlots(VOID)
{
    NTSTATUS status = STATUS_SUCCESS;

    for (ULONG r = 0; r < READ_COUNT; r++) {
        Slots[r] = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(SLOT), 'tolS');
        if (Slots[r] == NULL) {
            status = STATUS_INSUFFICIENT_RESOURCES;
            goto Exit;
        }
        Slots[r]->Kind = 1;
    }
    for (ULONG w = 0; w < WRITE_COUNT; w++) {
        Slots[AT_WRITE + w] = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(SLOT), 'tolS');
        if (Slots[AT_WRITE + w] == NULL) {
            status = STATUS_INSUFFICIENT_RESOURCES;
            goto Exit;
        }
        Slots[AT_WRITE + w]->Kind = 2;
    }

Exit:
    if (!NT_SUCCESS(status))
        FreeSlots();
    return status;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(Control);
    FreeSlots();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = MakeSlots();
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Control);
    if (!NT_SUCCESS(status)) {
        FreeSlots();
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
