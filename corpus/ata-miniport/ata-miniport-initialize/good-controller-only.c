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

/* Without the channel interface neither the size nor the routine is set. A static structure is zero. */
static IDE_CONTROLLER_INTERFACE g_Hba;

static VOID Describe(PIDE_CONTROLLER_INTERFACE Interface)
{
    Interface->Version = sizeof(IDE_CONTROLLER_INTERFACE);
    Interface->AtaAdapterControl = HbaControl;
    Interface->ControllerExtensionSize = sizeof(HBA_EXTENSION);
}

NTSTATUS DriverEntry(_In_ struct _DRIVER_OBJECT *DriverObject, _In_ PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    Describe(&g_Hba);
    status = AtaPortInitializeEx(DriverObject, RegistryPath, &g_Hba);
    return status;
}
