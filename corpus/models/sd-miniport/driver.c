/* models: any-miniport sd-miniport */
#include <ntddk.h>
#include <sdport.h>

DRIVER_INITIALIZE DriverEntry;
SDPORT_GET_SLOT_COUNT GetSlotCount;
SDPORT_INITIALIZE Initialize;
SDPORT_ISSUE_BUS_OPERATION Issue;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    SDPORT_INITIALIZATION_DATA data;

    RtlZeroMemory(&data, sizeof(data));
    data.StructureSize = sizeof(data);
    data.GetSlotCount = GetSlotCount;
    data.Initialize = Initialize;
    data.IssueBusOperation = Issue;
    return SdPortInitialize(DriverObject, RegistryPath, &data);
}
