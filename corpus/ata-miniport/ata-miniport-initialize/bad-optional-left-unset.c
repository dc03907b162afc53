#include <irb.h>

typedef struct _FINCH_CHANNEL {
    PVOID Registers;
    ULONG Pending;
} FINCH_CHANNEL;

typedef struct _FINCH_CONTROLLER {
    PVOID Bar;
} FINCH_CONTROLLER;

static BOOLEAN FinchControl(PVOID Controller, IDE_CONTROLLER_ACTION Action, PVOID Parameters)
{
    UNREFERENCED_PARAMETER(Controller);
    UNREFERENCED_PARAMETER(Parameters);
    return Action == IdeStart;
}

static BOOLEAN FinchChannel(PVOID Channel, PIDE_CHANNEL_INTERFACE Interface, PVOID Context)
{
    UNREFERENCED_PARAMETER(Channel);
    UNREFERENCED_PARAMETER(Interface);
    UNREFERENCED_PARAMETER(Context);
    return TRUE;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    IDE_CONTROLLER_INTERFACE finch;

    finch.ControllerExtensionSize = sizeof(FINCH_CONTROLLER);
    finch.ChannelExtensionSize = sizeof(FINCH_CHANNEL);
    finch.AlignmentMask = 3;
    finch.AtaChannelInitRoutine = FinchChannel;
    finch.AtaAdapterControl = FinchControl;
    return AtaPortInitializeEx(DriverObject, RegistryPath, &finch); /* expect: ata-miniport-initialize */
}
