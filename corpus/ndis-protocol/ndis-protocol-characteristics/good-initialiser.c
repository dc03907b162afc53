#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD RelayUnload;
PROTOCOL_BIND_ADAPTER_EX RelayBind;
PROTOCOL_UNBIND_ADAPTER_EX RelayUnbind;
PROTOCOL_OPEN_ADAPTER_COMPLETE_EX RelayOpened;
PROTOCOL_CLOSE_ADAPTER_COMPLETE_EX RelayClosed;
PROTOCOL_NET_PNP_EVENT RelayNetEvent;
PROTOCOL_OID_REQUEST_COMPLETE RelayRequested;
PROTOCOL_STATUS_EX RelayStatus;
PROTOCOL_RECEIVE_NET_BUFFER_LISTS RelayReceive;
PROTOCOL_SEND_NET_BUFFER_LISTS_COMPLETE RelaySent;

static NDIS_HANDLE ProtocolHandle;

VOID RelayUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisDeregisterProtocolDriver(ProtocolHandle);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_STRING name = NDIS_STRING_CONST("RELAY");
    NDIS_PROTOCOL_DRIVER_CHARACTERISTICS protocol = {
        .Header = {NDIS_OBJECT_TYPE_PROTOCOL_DRIVER_CHARACTERISTICS, NDIS_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1,
                   NDIS_SIZEOF_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1},
        .MajorNdisVersion = 6,
        .BindAdapterHandlerEx = RelayBind,
        .UnbindAdapterHandlerEx = RelayUnbind,
        .OpenAdapterCompleteHandlerEx = RelayOpened,
        .CloseAdapterCompleteHandlerEx = RelayClosed,
        .NetPnPEventHandler = RelayNetEvent,
        .OidRequestCompleteHandler = RelayRequested,
        .ReceiveNetBufferListsHandler = RelayReceive,
        .SendNetBufferListsCompleteHandler = RelaySent,
    };

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = RelayUnload;
    protocol.Name = name;
    return NdisRegisterProtocolDriver(NULL, &protocol, &ProtocolHandle);
}
