#include <ndis.h>
#include <dot11wdi.h>

DRIVER_INITIALIZE DriverEntry;
MINIPORT_UNLOAD ReedUnload;
MINIPORT_OID_REQUEST ReedRequest;
MINIPORT_WDI_ALLOCATE_ADAPTER ReedAllocate;
MINIPORT_WDI_FREE_ADAPTER ReedFree;
MINIPORT_WDI_OPEN_ADAPTER ReedOpen;
MINIPORT_WDI_CLOSE_ADAPTER ReedClose;
MINIPORT_WDI_TAL_TXRX_INITIALIZE ReedStartPath;
MINIPORT_WDI_TAL_TXRX_DEINITIALIZE ReedStopPath;

static NDIS_HANDLE ReedDriver;
static PVOID ReedLog;

VOID ReedUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (ReedLog != NULL)
        ExFreePoolWithTag(ReedLog, 'deeR');
    NdisMDeregisterWdiMiniportDriver(ReedDriver);
}

static NDIS_STATUS ReedRegister(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_MINIPORT_DRIVER_CHARACTERISTICS reed;
    NDIS_MINIPORT_DRIVER_WDI_CHARACTERISTICS wdi;

    NdisZeroMemory(&reed, sizeof(reed));
    reed.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS;
    reed.Header.Revision = NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2;
    reed.Header.Size = NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2;
    reed.MajorNdisVersion = 6;
    reed.MinorNdisVersion = 50;
    reed.OidRequestHandler = ReedRequest;
    reed.UnloadHandler = ReedUnload;
    NdisZeroMemory(&wdi, sizeof(wdi));
    wdi.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_WDI_CHARACTERISTICS;
    wdi.Header.Revision = NDIS_MINIPORT_DRIVER_WDI_CHARACTERISTICS_REVISION_1;
    wdi.Header.Size = NDIS_SIZEOF_MINIPORT_WDI_CHARACTERISTICS_REVISION_1;
    wdi.WdiVersion = WDI_VERSION_LATEST;
    wdi.AllocateAdapterHandler = ReedAllocate;
    wdi.FreeAdapterHandler = ReedFree;
    wdi.OpenAdapterHandler = ReedOpen;
    wdi.CloseAdapterHandler = ReedClose;
    wdi.TalTxRxInitializeHandler = ReedStartPath;
    wdi.TalTxRxDeinitializeHandler = ReedStopPath;
    return NdisMRegisterWdiMiniportDriver(DriverObject, RegistryPath, NULL, &reed, &wdi, &ReedDriver);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_STATUS status;

    status = ReedRegister(DriverObject, RegistryPath);
    if (status != NDIS_STATUS_SUCCESS)
        return status;
    ReedLog = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'deeR');
    if (ReedLog == NULL) {
        ReedUnload(DriverObject);
        return NDIS_STATUS_RESOURCES;
    }
    return NDIS_STATUS_SUCCESS;
}
