#include <ntddk.h>
#include "state.h"

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PHYSICAL_ADDRESS highest;
    STATE *state;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    highest.QuadPart = -1;
    state = MmAllocateContiguousMemory(sizeof(STATE), highest);
    if (state == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    StateDelete(state);
    return STATUS_UNSUCCESSFUL; /* expect: kernel-callbacks-memory */
}
