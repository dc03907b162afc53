#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

static WHEA_PSHED_PLUGIN_REGISTRATION_PACKET g_Packet;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Packet.Length = sizeof(WHEA_PSHED_PLUGIN_REGISTRATION_PACKET);
    g_Packet.Version = WHEA_PLUGIN_REGISTRATION_PACKET_V2;
    g_Packet.FunctionalAreaMask = PshedFADiscovery | PshedFAErrorInfoRetrieval;
    return PshedRegisterPlugin(&g_Packet); /* expect: kernel-callbacks-pshed-plugin */
}
