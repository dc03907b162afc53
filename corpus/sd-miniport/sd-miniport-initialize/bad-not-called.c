#include <ntddk.h>
#include <sdport.h>

DRIVER_INITIALIZE DriverEntry;
SDPORT_GET_SLOT_COUNT CribSlots;
SDPORT_INITIALIZE CribInitialize;
SDPORT_INTERRUPT CribInterrupt;
SDPORT_ISSUE_REQUEST CribRequest;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    SDPORT_INITIALIZATION_DATA crib;

    if (RegistryPath->Length == 0)
        return STATUS_SUCCESS; /* expect: sd-miniport-initialize */
    RtlZeroMemory(&crib, sizeof(crib));
    crib.StructureSize = sizeof(crib);
    crib.GetSlotCount = CribSlots;
    crib.Initialize = CribInitialize;
    crib.Interrupt = CribInterrupt;
    crib.IssueRequest = CribRequest;
    crib.PrivateExtensionSize = 1024;
    return SdPortInitialize(DriverObject, RegistryPath, &crib);
}
