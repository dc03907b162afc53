/* models: any-miniport ndis ndis-wdi */
#include <ndis.h>
#include <dot11wdi.h>

DRIVER_INITIALIZE DriverEntry;
MINIPORT_UNLOAD Unload;
MINIPORT_OID_REQUEST Request;
MINIPORT_WDI_ALLOCATE_ADAPTER AllocateAdapter;
MINIPORT_WDI_FREE_ADAPTER FreeAdapter;

static NDIS_HANDLE Driver;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisMDeregisterWdiMiniportDriver(Driver);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_MINIPORT_DRIVER_CHARACTERISTICS miniport;
    NDIS_MINIPORT_DRIVER_WDI_CHARACTERISTICS wdi;

    NdisZeroMemory(&miniport, sizeof(miniport));
    miniport.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS;
    miniport.Header.Revision = NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2;
    miniport.Header.Size = NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2;
    miniport.MajorNdisVersion = 6;
    miniport.MinorNdisVersion = 50;
    miniport.UnloadHandler = Unload;
    miniport.OidRequestHandler = Request;
    NdisZeroMemory(&wdi, sizeof(wdi));
    wdi.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_WDI_CHARACTERISTICS;
    wdi.AllocateAdapterHandler = AllocateAdapter;
    wdi.FreeAdapterHandler = FreeAdapter;
    return NdisMRegisterWdiMiniportDriver(DriverObject, RegistryPath, NULL, &miniport, &wdi, &Driver);
}
