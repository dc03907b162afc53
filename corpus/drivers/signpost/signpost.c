/* Version and revision come from a header that was not given: they may be right. */
/* verdict: ndis-protocol-characteristics ndis-prot-header undetermined */
/* verdict: ndis-protocol-characteristics ndis-prot-handlers satisfied */
#include <ndis.h>
#include "signpost_version.h"

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SignpostUnload;
PROTOCOL_BIND_ADAPTER_EX SignpostBind;
PROTOCOL_UNBIND_ADAPTER_EX SignpostUnbind;
PROTOCOL_OPEN_ADAPTER_COMPLETE_EX SignpostOpened;
PROTOCOL_CLOSE_ADAPTER_COMPLETE_EX SignpostClosed;
PROTOCOL_NET_PNP_EVENT SignpostNetEvent;
PROTOCOL_OID_REQUEST_COMPLETE SignpostRequested;
PROTOCOL_STATUS_EX SignpostStatus;
PROTOCOL_RECEIVE_NET_BUFFER_LISTS SignpostReceive;
PROTOCOL_SEND_NET_BUFFER_LISTS_COMPLETE SignpostSent;

static NDIS_HANDLE ProtocolHandle;

VOID SignpostUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisDeregisterProtocolDriver(ProtocolHandle);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_PROTOCOL_DRIVER_CHARACTERISTICS protocol;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = SignpostUnload;
    NdisZeroMemory(&protocol, sizeof(protocol));
    protocol.Header.Type = NDIS_OBJECT_TYPE_PROTOCOL_DRIVER_CHARACTERISTICS;
    protocol.Header.Revision = SIGNPOST_REVISION;
    protocol.Header.Size = sizeof(protocol);
    protocol.MajorNdisVersion = SIGNPOST_MAJOR_VERSION;
    protocol.MinorNdisVersion = SIGNPOST_MINOR_VERSION;
    NdisInitUnicodeString(&protocol.Name, L"SIGNPOST");
    protocol.BindAdapterHandlerEx = SignpostBind;
    protocol.UnbindAdapterHandlerEx = SignpostUnbind;
    protocol.OpenAdapterCompleteHandlerEx = SignpostOpened;
    protocol.CloseAdapterCompleteHandlerEx = SignpostClosed;
    protocol.NetPnPEventHandler = SignpostNetEvent;
    protocol.OidRequestCompleteHandler = SignpostRequested;
    protocol.StatusHandlerEx = SignpostStatus;
    protocol.ReceiveNetBufferListsHandler = SignpostReceive;
    protocol.SendNetBufferListsCompleteHandler = SignpostSent;
    return NdisRegisterProtocolDriver(NULL, &protocol, &ProtocolHandle);
}
