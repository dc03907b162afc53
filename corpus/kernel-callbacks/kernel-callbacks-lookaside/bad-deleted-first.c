#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

typedef struct {
    LIST_ENTRY Link;
    ULONG Value;
} GRAIN;

static NPAGED_LOOKASIDE_LIST g_Grains;
static LIST_ENTRY g_Used;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteNPagedLookasideList(&g_Grains);
    while (!IsListEmpty(&g_Used))
        ExFreeToNPagedLookasideList(&g_Grains, CONTAINING_RECORD(RemoveHeadList(&g_Used), GRAIN, Link)); /* expect: kernel-callbacks-lookaside */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    GRAIN *grain;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    InitializeListHead(&g_Used);
    ExInitializeNPagedLookasideList(&g_Grains, NULL, NULL, 0, sizeof(GRAIN), 'narG', 0);
    grain = ExAllocateFromNPagedLookasideList(&g_Grains);
    if (grain == NULL) {
        ExDeleteNPagedLookasideList(&g_Grains);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    grain->Value = 1;
    InsertTailList(&g_Used, &grain->Link);
    return STATUS_SUCCESS;
}
