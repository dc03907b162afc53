#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
NTSTATUS SentryRetrieve(PVOID Context, PWHEA_ERROR_SOURCE_DESCRIPTOR Source, ULONG64 Length, PWHEA_ERROR_PACKET Packet);

static WHEA_PSHED_PLUGIN_REGISTRATION_PACKET_V1 SentryPacket;

static VOID SentryUnload(PDRIVER_OBJECT DriverObject)
{
    DbgPrint("sentry: %p goes\n", DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    if (!PshedIsSystemWheaEnabled())
        return STATUS_NOT_SUPPORTED;
    DriverObject->DriverUnload = SentryUnload; /* expect: pshed-plugin-stays */
    SentryPacket.Length = sizeof(SentryPacket);
    SentryPacket.Version = WHEA_PLUGIN_REGISTRATION_PACKET_V1;
    SentryPacket.FunctionalAreaMask = PshedFAErrorInfoRetrieval;
    SentryPacket.Callbacks.RetrieveErrorInfo = SentryRetrieve;
    return PshedRegisterPlugin(&SentryPacket);
}
