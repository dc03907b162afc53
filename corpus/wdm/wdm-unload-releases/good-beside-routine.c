/* undetermined-ok: whether the routine has run is not known */
#include <ntddk.h>

/* A routine that is given a member of the structure comes by what stands beside it. */
typedef struct _WARDEN {
    WORK_QUEUE_ITEM Item;
    PVOID Block;
} WARDEN, *PWARDEN;

static WARDEN Warden;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD WardenUnload;

static VOID WardenWork(PVOID Context)
{
    PWARDEN warden = CONTAINING_RECORD(Context, WARDEN, Item);

    ExFreePoolWithTag(warden->Block, 'draW');
}

VOID WardenUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    Warden.Block = ExAllocatePoolWithTag(PagedPool, PAGE_SIZE, 'draW');
    if (Warden.Block == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = WardenUnload;
    ExInitializeWorkItem(&Warden.Item, WardenWork, &Warden.Item);
    ExQueueWorkItem(&Warden.Item, DelayedWorkQueue);
    return STATUS_SUCCESS;
}
