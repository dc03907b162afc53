/* models: ndis ndis-protocol */
#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
PROTOCOL_BIND_ADAPTER_EX Bind;
PROTOCOL_UNBIND_ADAPTER_EX Unbind;
PROTOCOL_OPEN_ADAPTER_COMPLETE_EX OpenDone;
PROTOCOL_CLOSE_ADAPTER_COMPLETE_EX CloseDone;
PROTOCOL_NET_PNP_EVENT NetPnpEvent;
PROTOCOL_OID_REQUEST_COMPLETE RequestDone;
PROTOCOL_RECEIVE_NET_BUFFER_LISTS Receive;
PROTOCOL_SEND_NET_BUFFER_LISTS_COMPLETE SendDone;

static const NDIS_STRING Name = NDIS_STRING_CONST("SAMPLE");
static NDIS_HANDLE Protocol;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisDeregisterProtocolDriver(Protocol);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_PROTOCOL_DRIVER_CHARACTERISTICS protocol;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
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
    return NdisRegisterProtocolDriver(NULL, &protocol, &Protocol);
}
