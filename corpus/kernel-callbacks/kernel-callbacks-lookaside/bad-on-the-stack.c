#include <ntddk.h>

#define ITEM_TAG 'metI'

typedef struct _ITEM {
    LIST_ENTRY Link;
    ULONG Value;
} ITEM;

static volatile LONG g_Count;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static VOID OnImage(PUNICODE_STRING Name, HANDLE ProcessId, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(Info);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PsRemoveLoadImageNotifyRoutine(OnImage);
    g_Count = 0;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    NPAGED_LOOKASIDE_LIST items;

    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeNPagedLookasideList(&items, NULL, NULL, POOL_NX_ALLOCATION, sizeof(ITEM), ITEM_TAG, 0); /* expect: kernel-callbacks-lookaside */
    status = PsSetLoadImageNotifyRoutine(OnImage);
    ExDeleteNPagedLookasideList(&items);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
