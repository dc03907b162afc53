/* Another failure code than the port driver's: tolerated, so a note. */
#include <irb.h>

typedef struct _PORT_EXTENSION {
    ULONG Channel;
    PVOID Registers;
} PORT_EXTENSION;

typedef struct _HBA_EXTENSION {
    PVOID Bar;
    ULONG Channels;
} HBA_EXTENSION;

BOOLEAN HbaControl(PVOID ControllerExtension, IDE_CONTROLLER_ACTION ControlAction, PVOID Parameters)
{
    UNREFERENCED_PARAMETER(ControllerExtension);
    UNREFERENCED_PARAMETER(ControlAction);
    UNREFERENCED_PARAMETER(Parameters);
    return TRUE;
}

BOOLEAN HbaInitChannel(PVOID ChannelExtension, PIDE_CHANNEL_INTERFACE ChannelInterface, PVOID InitContext)
{
    UNREFERENCED_PARAMETER(ChannelExtension);
    UNREFERENCED_PARAMETER(ChannelInterface);
    UNREFERENCED_PARAMETER(InitContext);
    return TRUE;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    IDE_CONTROLLER_INTERFACE hba = {0};

    hba.AtaAdapterControl = HbaControl;
    hba.ControllerExtensionSize = sizeof(HBA_EXTENSION);
    hba.ChannelExtensionSize = sizeof(PORT_EXTENSION);
    hba.AtaChannelInitRoutine = HbaInitChannel;
    hba.AlignmentMask = 1;
    if (AtaPortInitializeEx(DriverObject, RegistryPath, &hba) != STATUS_SUCCESS) {
        return STATUS_FAILED_DRIVER_ENTRY; /* expect: ata-miniport-status-mirrored */
    }
    return STATUS_SUCCESS;
}
