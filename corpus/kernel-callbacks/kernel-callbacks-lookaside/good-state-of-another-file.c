#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

typedef struct STATE {
    ULONG Count;
    NPAGED_LOOKASIDE_LIST Packets;
} STATE;

extern STATE *g_State; /* another file has it, and may set it anew */

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_State != NULL) {
        ExDeleteNPagedLookasideList(&g_State->Packets);
        ExFreePoolWithTag(g_State, 'etSk');
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_State = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof *g_State, 'etSk');
    if (g_State == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    ExInitializeNPagedLookasideList(&g_State->Packets, NULL, NULL, 0, 256, 'tkPk', 0);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
