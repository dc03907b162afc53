#include <ntddk.h>

/* The list stands in nonpaged pool, though its entries are paged. */
static PPAGED_LOOKASIDE_LIST g_Items;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeletePagedLookasideList(g_Items);
    ExFreePoolWithTag(g_Items, 'metI');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Items = (PPAGED_LOOKASIDE_LIST)ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(PAGED_LOOKASIDE_LIST), 'metI');
    if (g_Items == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    ExInitializePagedLookasideList(g_Items, NULL, NULL, 0, sizeof(LIST_ENTRY), 'metI', 0);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
