#include <ntddk.h>

#define ITEM_TAG 'metI'

typedef struct _ITEM {
    LIST_ENTRY Link;
    ULONG Value;
} ITEM;

static struct {
    ULONG Version;
    PAGED_LOOKASIDE_LIST Items;
} g_Data;

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
    ExDeletePagedLookasideList(&g_Data.Items);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Data.Version = 2;
    status = PsSetLoadImageNotifyRoutine(OnImage);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    ExInitializePagedLookasideList(&g_Data.Items, NULL, NULL, 0, sizeof(ITEM), ITEM_TAG, 0);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
