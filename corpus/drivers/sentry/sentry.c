/* The unload routine stands in a file that was not given: it may take the plug-in back. */
/* verdict: pshed-plugin-stays pshed-v1-no-unload undetermined */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SentryUnload;
NTSTATUS SentryRetrieve(PVOID Context, PWHEA_ERROR_SOURCE_DESCRIPTOR Source, ULONG64 Length, PWHEA_ERROR_PACKET Packet);

static WHEA_PSHED_PLUGIN_REGISTRATION_PACKET_V1 SentryPacket;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    if (!PshedIsSystemWheaEnabled())
        return STATUS_NOT_SUPPORTED;
    DriverObject->DriverUnload = SentryUnload;
    SentryPacket.Length = sizeof(SentryPacket);
    SentryPacket.Version = WHEA_PLUGIN_REGISTRATION_PACKET_V1;
    SentryPacket.FunctionalAreaMask = PshedFAErrorInfoRetrieval;
    SentryPacket.Callbacks.RetrieveErrorInfo = SentryRetrieve;
    return PshedRegisterPlugin(&SentryPacket);
}
