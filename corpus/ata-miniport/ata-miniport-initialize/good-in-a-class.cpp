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

/* The structure is built by a constructor, and the entry routine has the operating system's own types. */
class FinchInterface {
public:
    FinchInterface() : interface_{}
    {
        interface_.ControllerExtensionSize = sizeof(FINCH_CONTROLLER);
        interface_.ChannelExtensionSize = sizeof(FINCH_CHANNEL);
        interface_.AtaChannelInitRoutine = FinchChannel;
        interface_.AtaAdapterControl = FinchControl;
    }
    NTSTATUS Register(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
    {
        return AtaPortInitializeEx(DriverObject, RegistryPath, &interface_);
    }

private:
    IDE_CONTROLLER_INTERFACE interface_;
};

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    FinchInterface finch;

    return finch.Register(DriverObject, RegistryPath);
}
