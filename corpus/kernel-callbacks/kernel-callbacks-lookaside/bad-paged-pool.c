#include <ntddk.h>

/* Paged are the entries of the list: the list itself may not be. */
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
    g_Items = (PPAGED_LOOKASIDE_LIST)ExAllocatePoolWithTag(PagedPool | POOL_COLD_ALLOCATION, sizeof(PAGED_LOOKASIDE_LIST), 'metI');
    if (g_Items == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    ExInitializePagedLookasideList(g_Items, NULL, NULL, 0, sizeof(LIST_ENTRY), 'metI', 0); /* expect: kernel-callbacks-lookaside */
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
