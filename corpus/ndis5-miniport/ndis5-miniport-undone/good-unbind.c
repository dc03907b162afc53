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

VOID FerryUnbind(PNDIS_STATUS Status, NDIS_HANDLE Binding, NDIS_HANDLE UnbindContext)
{
    UNREFERENCED_PARAMETER(Binding);
    UNREFERENCED_PARAMETER(UnbindContext);
    NdisIMDeregisterLayeredMiniport(FerryMiniport);
    *Status = NDIS_STATUS_SUCCESS;
}

static VOID FerryUnload(PDRIVER_OBJECT DriverObject)
{
    NDIS_STATUS status;

    UNREFERENCED_PARAMETER(DriverObject);
    NdisDeregisterProtocol(&status, FerryProtocol);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_MINIPORT_CHARACTERISTICS miniport;
    NDIS_PROTOCOL_CHARACTERISTICS protocol;
    NDIS_STATUS status;

    NdisMInitializeWrapper(&FerryWrapper, DriverObject, RegistryPath, NULL);
    if (FerryWrapper == NULL)
        return NDIS_STATUS_FAILURE;
    NdisZeroMemory(&miniport, sizeof(miniport));
    miniport.MajorNdisVersion = 5;
    miniport.MinorNdisVersion = 1;
    miniport.InitializeHandler = FerryInitialize;
    miniport.HaltHandler = FerryHalt;
    status = NdisIMRegisterLayeredMiniport(FerryWrapper, &miniport, sizeof(miniport), &FerryMiniport);
    if (status != NDIS_STATUS_SUCCESS) {
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
        NdisIMDeregisterLayeredMiniport(FerryMiniport);
        return status;
    }
    NdisIMAssociateMiniport(FerryMiniport, FerryProtocol);
    return NDIS_STATUS_SUCCESS;
}
