/* models: pshed-plugin */
#include <ntddk.h>
#include <pshed.h>

DRIVER_INITIALIZE DriverEntry;
NTSTATUS GetSources(PVOID Context, PULONG Count, PWHEA_ERROR_SOURCE_DESCRIPTOR *Sources, PULONG Length);

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WHEA_PSHED_PLUGIN_REGISTRATION_PACKET packet;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    if (!PshedIsSystemWheaEnabled())
        return STATUS_NOT_SUPPORTED;
    RtlZeroMemory(&packet, sizeof(packet));
    packet.Length = sizeof(packet);
    packet.Version = WHEA_PLUGIN_REGISTRATION_PACKET_VERSION;
    packet.FunctionalAreaMask = PshedFADiscovery;
    packet.Callbacks.GetAllErrorSources = GetSources;
    return PshedRegisterPlugin(&packet);
}
