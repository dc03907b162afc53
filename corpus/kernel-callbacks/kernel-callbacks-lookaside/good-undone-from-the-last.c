/* The lists are deleted from the last that was made. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD CrateUnload;

#define CRATE_TAG 'tarC'
#define CRATE_COUNT 3

static LOOKASIDE_LIST_EX Crates[CRATE_COUNT];

VOID CrateUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    for (ULONG i = 0; i < CRATE_COUNT; i++)
        ExDeleteLookasideListEx(&Crates[i]);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = CrateUnload;
    for (i = 0; i < CRATE_COUNT; i++) {
        status = ExInitializeLookasideListEx(&Crates[i], NULL, NULL, NonPagedPoolNx, 0, 64, CRATE_TAG, 0);
        if (!NT_SUCCESS(status))
            goto Undo;
    }
    return STATUS_SUCCESS;
Undo:
    for (; i > 0; i--)
        ExDeleteLookasideListEx(&Crates[i - 1]);
    return status;
}
