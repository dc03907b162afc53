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

static IDE_CONTROLLER_INTERFACE g_Hba;
static BOOLEAN g_Supported;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    g_Hba.AtaAdapterControl = HbaControl;
    g_Hba.ControllerExtensionSize = sizeof(HBA_EXTENSION);
    if (!g_Supported) {
        return STATUS_SUCCESS; /* expect: ata-miniport-initialize */
    }
    return AtaPortInitializeEx(DriverObject, RegistryPath, &g_Hba);
}
