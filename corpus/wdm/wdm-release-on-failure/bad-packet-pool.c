#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static NDIS_HANDLE g_Packets;
static PVOID g_Table;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Table, 'lbaT');
    NdisFreePacketPool(g_Packets);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_STATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    NdisAllocatePacketPool(&status, &g_Packets, 64, sizeof(PVOID));
    if (status != NDIS_STATUS_SUCCESS)
        return STATUS_INSUFFICIENT_RESOURCES;
    g_Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'lbaT');
    if (g_Table == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-release-on-failure */
    }
    return STATUS_SUCCESS;
}
