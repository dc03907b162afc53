#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
MINIPORT_INITIALIZE Initialize;
MINIPORT_HALT Halt;
MINIPORT_UNLOAD Unload;
MINIPORT_PAUSE Pause;
MINIPORT_RESTART Restart;
MINIPORT_OID_REQUEST Request;
MINIPORT_SEND_NET_BUFFER_LISTS Send;
MINIPORT_RETURN_NET_BUFFER_LISTS Return;
MINIPORT_CANCEL_SEND CancelSend;
MINIPORT_DEVICE_PNP_EVENT_NOTIFY PnpEvent;
MINIPORT_SHUTDOWN Shutdown;
MINIPORT_CANCEL_OID_REQUEST CancelRequest;
PROTOCOL_UNBIND_ADAPTER_EX Unbind;
PROTOCOL_OPEN_ADAPTER_COMPLETE_EX OpenDone;
PROTOCOL_CLOSE_ADAPTER_COMPLETE_EX CloseDone;
PROTOCOL_NET_PNP_EVENT NetPnpEvent;
PROTOCOL_OID_REQUEST_COMPLETE RequestDone;
PROTOCOL_RECEIVE_NET_BUFFER_LISTS Receive;
PROTOCOL_SEND_NET_BUFFER_LISTS_COMPLETE SendDone;

static const NDIS_STRING Name = NDIS_STRING_CONST("WEIRP");
static NDIS_HANDLE Driver, Protocol;

NDIS_STATUS Bind(NDIS_HANDLE Context, NDIS_HANDLE BindContext, PNDIS_BIND_PARAMETERS Parameters)
{
    NDIS_OPEN_PARAMETERS open;
    NDIS_HANDLE adapter;

    UNREFERENCED_PARAMETER(Context);
    NdisZeroMemory(&open, sizeof(open));
    open.AdapterName = Parameters->AdapterName;
    NdisOpenAdapterEx(Protocol, NULL, &open, BindContext, &adapter);
    return NdisIMInitializeDeviceInstanceEx(Driver, Parameters->AdapterName, NULL);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisMDeregisterMiniportDriver(Driver);
    NdisDeregisterProtocolDriver(Protocol);
}

static NDIS_MINIPORT_DRIVER_CHARACTERISTICS miniport = {
    .Header = {.Type = NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS,
               .Revision = NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2,
               .Size = NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2},
    .MajorNdisVersion = 6,
    .MinorNdisVersion = 30,
    .InitializeHandlerEx = Initialize,
    .HaltHandlerEx = Halt,
    .UnloadHandler = Unload,
    .PauseHandler = Pause,
    .RestartHandler = Restart,
    .OidRequestHandler = Request,
    .SendNetBufferListsHandler = Send,
    .ReturnNetBufferListsHandler = Return,
    .CancelSendHandler = CancelSend,
    .DevicePnPEventNotifyHandler = PnpEvent,
    .ShutdownHandlerEx = Shutdown,
    .CancelOidRequestHandler = CancelRequest,
    .Flags = NDIS_WDM_DRIVER,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_PROTOCOL_DRIVER_CHARACTERISTICS protocol;
    NDIS_STATUS status;

    status = NdisMRegisterMiniportDriver(DriverObject, RegistryPath, NULL, &miniport, &Driver); /* expect: ndis-intermediate-characteristics */
    if (status != NDIS_STATUS_SUCCESS)
        return status;
    NdisZeroMemory(&protocol, sizeof(protocol));
    protocol.Header.Type = NDIS_OBJECT_TYPE_PROTOCOL_DRIVER_CHARACTERISTICS;
    protocol.Header.Revision = NDIS_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_2;
    protocol.Header.Size = NDIS_SIZEOF_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_2;
    protocol.MajorNdisVersion = 6;
    protocol.MinorNdisVersion = 30;
    protocol.Name = Name;
    protocol.BindAdapterHandlerEx = Bind;
    protocol.UnbindAdapterHandlerEx = Unbind;
    protocol.OpenAdapterCompleteHandlerEx = OpenDone;
    protocol.CloseAdapterCompleteHandlerEx = CloseDone;
    protocol.NetPnPEventHandler = NetPnpEvent;
    protocol.OidRequestCompleteHandler = RequestDone;
    protocol.ReceiveNetBufferListsHandler = Receive;
    protocol.SendNetBufferListsCompleteHandler = SendDone;
    status = NdisRegisterProtocolDriver(NULL, &protocol, &Protocol);
    if (status != NDIS_STATUS_SUCCESS) {
        NdisMDeregisterMiniportDriver(Driver);
        return status;
    }
    NdisIMAssociateMiniport(Driver, Protocol);
    return STATUS_SUCCESS;
}
