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
    NdisDeregisterProtocolDriver(ProtocolHandle); /* expect: wdm-release-on-failure */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_PROTOCOL_DRIVER_CHARACTERISTICS protocol;
    NDIS_STATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = RelayUnload;
    NdisZeroMemory(&protocol, sizeof(protocol));
    protocol.Header.Type = NDIS_OBJECT_TYPE_PROTOCOL_DRIVER_CHARACTERISTICS;
    protocol.Header.Revision = NDIS_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_2;
    protocol.Header.Size = NDIS_SIZEOF_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_2;
    protocol.MajorNdisVersion = 6;
    protocol.MinorNdisVersion = 30;
    NdisInitUnicodeString(&protocol.Name, L"RELAY");
    protocol.BindAdapterHandlerEx = RelayBind;
    protocol.UnbindAdapterHandlerEx = RelayUnbind;
    protocol.OpenAdapterCompleteHandlerEx = RelayOpened;
    protocol.CloseAdapterCompleteHandlerEx = RelayClosed;
    protocol.NetPnPEventHandler = RelayNetEvent;
    protocol.OidRequestCompleteHandler = RelayRequested;
    protocol.StatusHandlerEx = RelayStatus;
    protocol.ReceiveNetBufferListsHandler = RelayReceive;
    protocol.SendNetBufferListsCompleteHandler = RelaySent;
    status = NdisRegisterProtocolDriver(NULL, &protocol, &ProtocolHandle);
    if (status != NDIS_STATUS_SUCCESS)
        return status;
    if (DriverObject->Flags == 0)
        NdisDeregisterProtocolDriver(ProtocolHandle);
    return STATUS_SUCCESS; /* expect: ndis-protocol-register */
}
