/* verdict: wdm-release-on-failure de-fail-free-all satisfied */
/* verdict: wdm-release-on-failure de-fail-undo-right-object satisfied */
/* verdict: wdm-release-on-failure de-fail-no-double-release satisfied */
#include <wdm.h>

/* What the round that fails has made, it undoes itself; those before it are undone from there down. */
enum { MostSlots = 64 };
typedef struct _SLOT { PVOID Page; HANDLE Event; } SLOT;
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static SLOT Table[MostSlots];
static ULONG Slots;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    ULONG i;

    UNREFERENCED_PARAMETER(DriverObject);
    for (i = 0; i < Slots; i++) {
        ZwClose(Table[i].Event);
        ExFreePoolWithTag(Table[i].Page, 'egaP');
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    Slots = KeQueryMaximumProcessorCount();
    if (Slots > MostSlots)
        return STATUS_NOT_SUPPORTED;
    for (i = 0; i < Slots; i++) {
        Table[i].Page = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'egaP');
        if (Table[i].Page == NULL) {
            status = STATUS_INSUFFICIENT_RESOURCES;
            goto undo;
        }
        status = ZwCreateEvent(&Table[i].Event, EVENT_ALL_ACCESS, NULL, NotificationEvent, FALSE);
        if (!NT_SUCCESS(status)) {
            ExFreePoolWithTag(Table[i].Page, 'egaP');
            goto undo;
        }
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;

undo:
    while (i > 0) {
        i--;
        ZwClose(Table[i].Event);
        ExFreePoolWithTag(Table[i].Page, 'egaP');
    }
    return status;
}
