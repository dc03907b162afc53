/* entry.c: both parameters belong to the port driver. */
#include "sata.h"

ULONG DriverEntry(PVOID DriverObject, PVOID RegistryPath)
{
    IDE_CONTROLLER_INTERFACE controllerInterface;
    ULONG i;

    for (i = 0; i < sizeof(controllerInterface); i++)
        ((PUCHAR)&controllerInterface)[i] = 0;

    controllerInterface.Version = sizeof(IDE_CONTROLLER_INTERFACE);
    controllerInterface.AlignmentMask = 0x1;
    controllerInterface.ControllerExtensionSize = sizeof(SATA_CONTROLLER);
    controllerInterface.ChannelExtensionSize = sizeof(SATA_CHANNEL);
    controllerInterface.AtaAdapterControl = SataAdapterControl;
    controllerInterface.AtaChannelInitRoutine = SataChannelInit;

    return AtaPortInitializeEx(DriverObject, RegistryPath, &controllerInterface);
}
