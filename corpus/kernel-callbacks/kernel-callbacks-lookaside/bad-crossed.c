#include <ntddk.h>

#define ITEM_TAG 'metI'

typedef struct _ITEM {
    LIST_ENTRY Link;
    ULONG Value;
} ITEM;

static NPAGED_LOOKASIDE_LIST g_Items;

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
    ExDeleteNPagedLookasideList(&g_Items);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeNPagedLookasideList(&g_Items, NULL, NULL, POOL_NX_ALLOCATION, sizeof(ITEM), ITEM_TAG, 0);
    status = PsSetLoadImageNotifyRoutine(OnImage);
    if (!NT_SUCCESS(status)) {
        ExDeletePagedLookasideList((PPAGED_LOOKASIDE_LIST)&g_Items); /* expect: kernel-callbacks-lookaside */
        return status; /* expect: kernel-callbacks-lookaside */
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
