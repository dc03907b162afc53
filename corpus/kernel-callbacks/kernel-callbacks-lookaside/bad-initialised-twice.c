/* The second call links the list into the system's own once more. */
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
    ExInitializeNPagedLookasideList(&List, NULL, NULL, POOL_NX_ALLOCATION, size, 'tsiL', 0); /* expect: kernel-callbacks-lookaside */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Begin(64);
    if (RegistryPath->Length > 64)
        Begin(128);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
