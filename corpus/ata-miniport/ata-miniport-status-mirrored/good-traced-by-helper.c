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

static NTSTATUS FinchRegister(PVOID DriverObject, PVOID RegistryPath)
{
    IDE_CONTROLLER_INTERFACE finch = {0};
    NTSTATUS status;

    finch.ControllerExtensionSize = sizeof(FINCH_CONTROLLER);
    finch.AtaAdapterControl = FinchControl;
    status = AtaPortInitializeEx(DriverObject, RegistryPath, &finch);
    switch (status) {
    case STATUS_SUCCESS:
        break;
    case STATUS_REVISION_MISMATCH:
        DbgPrint("finch: the port driver is another one\n");
        break;
    default:
        DbgPrint("finch: %08lx\n", status);
        break;
    }
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return FinchRegister(DriverObject, RegistryPath);
}
