#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

static WHEA_PSHED_PLUGIN_REGISTRATION_PACKET g_Packet;
static PVOID g_Table;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Packet.Length = sizeof(WHEA_PSHED_PLUGIN_REGISTRATION_PACKET);
    g_Packet.Version = WHEA_PLUGIN_REGISTRATION_PACKET_V1;
    g_Packet.FunctionalAreaMask = PshedFAErrorInfoRetrieval;
    g_Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'lbaT');
    if (g_Table == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = PshedRegisterPlugin(&g_Packet);
    if (!NT_SUCCESS(status)) {
        ExFreePool(g_Table);
        return status;
    }
    return STATUS_SUCCESS;
}
