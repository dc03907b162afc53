/* The list is deleted before it is made for larger blocks. */
#include <ntddk.h>

static NPAGED_LOOKASIDE_LIST List;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteNPagedLookasideList(&List);
}

static VOID Begin(ULONG size)
{
    ExInitializeNPagedLookasideList(&List, NULL, NULL, POOL_NX_ALLOCATION, size, 'tsiL', 0);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Begin(64);
    if (RegistryPath->Length > 64) {
        ExDeleteNPagedLookasideList(&List);
        Begin(128);
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
