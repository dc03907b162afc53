#include <ntddk.h>

#define ITEM_TAG 'metI'

typedef struct _ITEM {
    LIST_ENTRY Link;
    ULONG Value;
} ITEM;

static LOOKASIDE_LIST_EX g_Items;

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
    ExDeleteLookasideListEx(&g_Items);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = ExInitializeLookasideListEx(&g_Items, NULL, NULL, NonPagedPoolNx, 0, sizeof(ITEM), ITEM_TAG, 0);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = PsSetLoadImageNotifyRoutine(OnImage);
    if (!NT_SUCCESS(status)) {
        return status; /* expect: kernel-callbacks-lookaside */
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
