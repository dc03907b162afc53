/* The handler that binds stands in another file. */
#include "relay.h"

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD RelayUnload;
RELAY Relay;

VOID RelayUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisDeregisterProtocolDriver(Relay.Protocol);
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
    status = NdisRegisterProtocolDriver(NULL, &protocol, &Relay.Protocol);
    if (status != NDIS_STATUS_SUCCESS)
        return status;
    NdisAllocateSpinLock(&Relay.Lock); /* expect: ndis-protocol-initialised-first */
    NdisInitializeListHead(&Relay.Bindings); /* expect: ndis-protocol-initialised-first */
    return STATUS_SUCCESS;
}
