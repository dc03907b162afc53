/* A port driver calls it, as a static method of a role type that no header declares: it ends tracing. */
#include <ntddk.h>
#include <sdport.h>
#include "driver.tmh"

extern "C" DRIVER_INITIALIZE DriverEntry;

class Host {
public:
    static SDPORT_GET_SLOT_COUNT GetSlotCount;
    static SDPORT_CLEANUP Cleanup;
    static ULONG Count;
};

ULONG Host::Count(0);

NTSTATUS Host::GetSlotCount(SD_MINIPORT *Miniport, UCHAR *SlotCount)
{
    UNREFERENCED_PARAMETER(Miniport);
    *SlotCount = 1;
    return STATUS_SUCCESS;
}

void Host::Cleanup(SD_MINIPORT *Miniport)
{
    UNREFERENCED_PARAMETER(Miniport);
    WPP_CLEANUP(NULL);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    SDPORT_INITIALIZATION_DATA data = {};
    NTSTATUS status;

    WPP_INIT_TRACING(DriverObject, RegistryPath);
    data.StructureSize = sizeof(data);
    data.GetSlotCount = Host::GetSlotCount;
    data.Cleanup = Host::Cleanup;
    status = SdPortInitialize(DriverObject, RegistryPath, &data);
    if (!NT_SUCCESS(status))
        WPP_CLEANUP(NULL);
    return status;
}
