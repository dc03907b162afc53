#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;

NDIS_STATUS FerryInitialize(PNDIS_STATUS OpenError, PUINT Medium, PNDIS_MEDIUM Media, UINT Count, NDIS_HANDLE Adapter,
                            NDIS_HANDLE Configuration);
VOID FerryHalt(NDIS_HANDLE Adapter);
VOID FerryBind(PNDIS_STATUS Status, NDIS_HANDLE BindContext, PNDIS_STRING Device, PVOID First, PVOID Second);
VOID FerryUnbind(PNDIS_STATUS Status, NDIS_HANDLE Binding, NDIS_HANDLE UnbindContext);

static NDIS_HANDLE FerryWrapper;
static NDIS_HANDLE FerryMiniport;
static NDIS_HANDLE FerryProtocol;
static NDIS_HANDLE FerryDevice;
DRIVER_DISPATCH FerryOpen;

static VOID FerryUnload(PDRIVER_OBJECT DriverObject)
{
    NDIS_STATUS status;

    UNREFERENCED_PARAMETER(DriverObject);
    NdisDeregisterProtocol(&status, FerryProtocol);
    if (FerryDevice != NULL)
        NdisMDeregisterDevice(FerryDevice);
    NdisIMDeregisterLayeredMiniport(FerryMiniport);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_MINIPORT_CHARACTERISTICS miniport;
    NDIS_PROTOCOL_CHARACTERISTICS protocol;
    PDRIVER_DISPATCH dispatch[IRP_MJ_MAXIMUM_FUNCTION + 1];
    NDIS_STRING name, link;
    PDEVICE_OBJECT device;
    NDIS_STATUS status;

    NdisZeroMemory(&miniport, sizeof(miniport));
    miniport.MajorNdisVersion = 5;
    miniport.MinorNdisVersion = 1;
    miniport.InitializeHandler = FerryInitialize;
    miniport.HaltHandler = FerryHalt;
    NdisInitUnicodeString(&name, L"\\Device\\Ferry");
    NdisInitUnicodeString(&link, L"\\DosDevices\\Ferry");
    NdisZeroMemory(dispatch, sizeof(dispatch));
    dispatch[IRP_MJ_CREATE] = FerryOpen;
    dispatch[IRP_MJ_CLOSE] = FerryOpen;
    (void)NdisMRegisterDevice(FerryWrapper, &name, &link, dispatch, &device, &FerryDevice); /* expect: ndis5-miniport-order */
    NdisMInitializeWrapper(&FerryWrapper, DriverObject, RegistryPath, NULL);
    status = NdisIMRegisterLayeredMiniport(FerryWrapper, &miniport, sizeof(miniport), &FerryMiniport);
    if (status != NDIS_STATUS_SUCCESS) {
        if (FerryDevice != NULL)
            NdisMDeregisterDevice(FerryDevice);
        NdisTerminateWrapper(FerryWrapper, NULL);
        return status;
    }
    NdisMRegisterUnloadHandler(FerryWrapper, FerryUnload);
    NdisZeroMemory(&protocol, sizeof(protocol));
    protocol.MajorNdisVersion = 5;
    NdisInitUnicodeString(&protocol.Name, L"Ferry");
    protocol.BindAdapterHandler = FerryBind;
    protocol.UnbindAdapterHandler = FerryUnbind;
    NdisRegisterProtocol(&status, &FerryProtocol, &protocol, sizeof(protocol));
    if (status != NDIS_STATUS_SUCCESS) {
        if (FerryDevice != NULL)
            NdisMDeregisterDevice(FerryDevice);
        NdisIMDeregisterLayeredMiniport(FerryMiniport);
        return status;
    }
    NdisIMAssociateMiniport(FerryMiniport, FerryProtocol);
    return NDIS_STATUS_SUCCESS;
}
