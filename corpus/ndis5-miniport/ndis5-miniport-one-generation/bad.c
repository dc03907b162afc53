#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;

NDIS_STATUS FerryInitialize(PNDIS_STATUS OpenError, PUINT Medium, PNDIS_MEDIUM Media, UINT Count, NDIS_HANDLE Adapter,
                            NDIS_HANDLE Configuration);
VOID FerryHalt(NDIS_HANDLE Adapter);
PROTOCOL_BIND_ADAPTER_EX FerryBindEx;
PROTOCOL_UNBIND_ADAPTER_EX FerryUnbindEx;
PROTOCOL_OPEN_ADAPTER_COMPLETE_EX FerryOpened;
PROTOCOL_CLOSE_ADAPTER_COMPLETE_EX FerryClosed;
PROTOCOL_NET_PNP_EVENT FerryEvent;
PROTOCOL_OID_REQUEST_COMPLETE FerryRequested;
PROTOCOL_STATUS_EX FerryStatus;
PROTOCOL_RECEIVE_NET_BUFFER_LISTS FerryReceive;
PROTOCOL_SEND_NET_BUFFER_LISTS_COMPLETE FerrySent;

static NDIS_HANDLE FerryWrapper;
static NDIS_HANDLE FerryMiniport;
static NDIS_HANDLE FerryProtocol;

static VOID FerryUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisDeregisterProtocolDriver(FerryProtocol);
    NdisIMDeregisterLayeredMiniport(FerryMiniport);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_MINIPORT_CHARACTERISTICS miniport;
    NDIS_PROTOCOL_DRIVER_CHARACTERISTICS newer;
    NDIS_STATUS status;

    DriverObject->DriverUnload = FerryUnload;
    NdisMInitializeWrapper(&FerryWrapper, DriverObject, RegistryPath, NULL); /* expect: ndis5-miniport-one-generation */
    if (FerryWrapper == NULL)
        return NDIS_STATUS_FAILURE;
    NdisZeroMemory(&miniport, sizeof(miniport));
    miniport.MajorNdisVersion = 5;
    miniport.MinorNdisVersion = 1;
    miniport.InitializeHandler = FerryInitialize;
    miniport.HaltHandler = FerryHalt;
    status = NdisIMRegisterLayeredMiniport(FerryWrapper, &miniport, sizeof(miniport), &FerryMiniport); /* expect: ndis5-miniport-one-generation */
    if (status != NDIS_STATUS_SUCCESS) {
        NdisTerminateWrapper(FerryWrapper, NULL);
        return status;
    }
    NdisMRegisterUnloadHandler(FerryWrapper, FerryUnload);
    NdisZeroMemory(&newer, sizeof(newer));
    newer.Header.Type = NDIS_OBJECT_TYPE_PROTOCOL_DRIVER_CHARACTERISTICS;
    newer.Header.Revision = NDIS_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1;
    newer.Header.Size = NDIS_SIZEOF_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1;
    newer.MajorNdisVersion = 6;
    NdisInitUnicodeString(&newer.Name, L"Ferry6");
    newer.BindAdapterHandlerEx = FerryBindEx;
    newer.UnbindAdapterHandlerEx = FerryUnbindEx;
    newer.OpenAdapterCompleteHandlerEx = FerryOpened;
    newer.CloseAdapterCompleteHandlerEx = FerryClosed;
    newer.NetPnPEventHandler = FerryEvent;
    newer.OidRequestCompleteHandler = FerryRequested;
    newer.StatusHandlerEx = FerryStatus;
    newer.ReceiveNetBufferListsHandler = FerryReceive;
    newer.SendNetBufferListsCompleteHandler = FerrySent;
    status = NdisRegisterProtocolDriver(NULL, &newer, &FerryProtocol);
    if (status != NDIS_STATUS_SUCCESS) {
        NdisIMDeregisterLayeredMiniport(FerryMiniport);
        NdisTerminateWrapper(FerryWrapper, NULL);
        return status;
    }
    NdisIMAssociateMiniport(FerryMiniport, FerryProtocol);
    return NDIS_STATUS_SUCCESS;
}
