/* models: any-miniport ata-miniport */
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

ULONG DriverEntry(PVOID DriverObject, PVOID RegistryPath)
{
    IDE_CONTROLLER_INTERFACE hba;

    RtlZeroMemory(&hba, sizeof(hba));
    hba.AtaAdapterControl = HbaControl;
    hba.ControllerExtensionSize = sizeof(HBA_EXTENSION);
    hba.ChannelExtensionSize = sizeof(PORT_EXTENSION);
    hba.AtaChannelInitRoutine = HbaInitChannel;
    hba.AlignmentMask = 1;
    return AtaPortInitializeEx(DriverObject, RegistryPath, &hba);
}
