#include <ndis.h>

#define FILTER_TAG 'retF'

static NDIS_HANDLE g_Filter, g_Pool, g_Device;
static PNDIS_RW_LOCK_EX g_Lock;

FILTER_ATTACH SluiceAttach;
FILTER_DETACH SluiceDetach;
FILTER_RESTART SluiceRestart;
FILTER_PAUSE SluicePause;
DRIVER_DISPATCH SluiceDispatch;
DRIVER_UNLOAD SluiceUnload;

static NDIS_STATUS SluiceMakeDevice(VOID)
{
    NDIS_DEVICE_OBJECT_ATTRIBUTES attributes;
    PDRIVER_DISPATCH table[IRP_MJ_MAXIMUM_FUNCTION + 1] = {0};
    UNICODE_STRING name, link;
    PDEVICE_OBJECT device;

    NdisZeroMemory(&attributes, sizeof(attributes));
    NdisInitUnicodeString(&name, L"\\Device\\Sluice");
    NdisInitUnicodeString(&link, L"\\DosDevices\\Sluice");
    table[IRP_MJ_CREATE] = table[IRP_MJ_CLOSE] = table[IRP_MJ_CLEANUP] = SluiceDispatch;
    attributes.Header.Type = NDIS_OBJECT_TYPE_DEVICE_OBJECT_ATTRIBUTES;
    attributes.Header.Revision = NDIS_DEVICE_OBJECT_ATTRIBUTES_REVISION_1;
    attributes.Header.Size = sizeof(attributes);
    attributes.DeviceName = &name;
    attributes.SymbolicName = &link;
    attributes.MajorFunctions = table;
    return NdisRegisterDeviceEx(g_Filter, &attributes, &device, &g_Device);
}

VOID SluiceUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisDeregisterDeviceEx(g_Device);
    NdisFreeRWLock(g_Lock);
    NdisFreeNetBufferListPool(g_Pool);
    NdisFDeregisterFilterDriver(g_Filter);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_FILTER_DRIVER_CHARACTERISTICS filter;
    NET_BUFFER_LIST_POOL_PARAMETERS pool = {0};
    NDIS_STATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    NdisZeroMemory(&filter, sizeof(filter));
    filter.Header.Type = NDIS_OBJECT_TYPE_FILTER_DRIVER_CHARACTERISTICS;
    filter.Header.Revision = NDIS_FILTER_CHARACTERISTICS_REVISION_2;
    filter.Header.Size = NDIS_SIZEOF_FILTER_DRIVER_CHARACTERISTICS_REVISION_2;
    filter.MajorNdisVersion = 6;
    filter.MinorNdisVersion = 30;
    RtlInitUnicodeString(&filter.FriendlyName, L"Sluice");
    RtlInitUnicodeString(&filter.UniqueName, L"{7b0c5a4e-93f1-4d7e-8a25-6c1f0e9d3b42}");
    RtlInitUnicodeString(&filter.ServiceName, L"SLUICE");
    filter.AttachHandler = SluiceAttach;
    filter.DetachHandler = SluiceDetach;
    filter.RestartHandler = SluiceRestart;
    filter.PauseHandler = SluicePause;
    DriverObject->DriverUnload = SluiceUnload;
    status = NdisFRegisterFilterDriver(DriverObject, DriverObject, &filter, &g_Filter);
    if (status != NDIS_STATUS_SUCCESS)
        return status;
    pool.Header.Type = NDIS_OBJECT_TYPE_DEFAULT;
    pool.Header.Revision = NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    pool.Header.Size = NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    pool.fAllocateNetBuffer = TRUE;
    pool.PoolTag = FILTER_TAG;
    g_Pool = NdisAllocateNetBufferListPool(g_Filter, &pool);
    g_Lock = NdisAllocateRWLock(g_Filter);
    if (!g_Pool || !g_Lock)
        status = NDIS_STATUS_RESOURCES;
    else
        status = SluiceMakeDevice();
    if (status != NDIS_STATUS_SUCCESS) {
        if (g_Lock)
            NdisFreeRWLock(g_Lock);
        if (g_Pool)
            NdisFreeNetBufferListPool(g_Pool);
        NdisFDeregisterFilterDriver(g_Filter);
    }
    return status;
}
