/* not-applicable */
#include <ndis.h>

/* An Ethernet adapter on top, a client of connection-oriented media below: the adapter itself is connectionless. */
DRIVER_INITIALIZE DriverEntry;
MINIPORT_INITIALIZE AspenInitialize;
MINIPORT_HALT AspenHalt;
MINIPORT_UNLOAD AspenUnload;
MINIPORT_PAUSE AspenPause;
MINIPORT_RESTART AspenRestart;
MINIPORT_OID_REQUEST AspenRequest;
MINIPORT_SEND_NET_BUFFER_LISTS AspenSend;
MINIPORT_RETURN_NET_BUFFER_LISTS AspenReturn;
MINIPORT_CANCEL_SEND AspenCancelSend;
MINIPORT_DEVICE_PNP_EVENT_NOTIFY AspenPnpEvent;
MINIPORT_SHUTDOWN AspenShutdown;
MINIPORT_CANCEL_OID_REQUEST AspenCancelRequest;
SET_OPTIONS AspenSetProtocolOptions;
PROTOCOL_BIND_ADAPTER_EX AspenBind;
PROTOCOL_UNBIND_ADAPTER_EX AspenUnbind;
PROTOCOL_OPEN_ADAPTER_COMPLETE_EX AspenOpened;
PROTOCOL_CLOSE_ADAPTER_COMPLETE_EX AspenClosed;
PROTOCOL_NET_PNP_EVENT AspenNetEvent;
PROTOCOL_OID_REQUEST_COMPLETE AspenRequested;
PROTOCOL_RECEIVE_NET_BUFFER_LISTS AspenReceive;
PROTOCOL_SEND_NET_BUFFER_LISTS_COMPLETE AspenSent;

static NDIS_HANDLE AspenMiniport;
static NDIS_HANDLE AspenProtocol;

NDIS_STATUS AspenSetProtocolOptions(NDIS_HANDLE Driver, NDIS_HANDLE Context)
{
    NDIS_CO_CLIENT_OPTIONAL_HANDLERS client;

    UNREFERENCED_PARAMETER(Context);
    NdisZeroMemory(&client, sizeof(client));
    client.Header.Type = NDIS_OBJECT_TYPE_CO_CLIENT_OPTIONAL_HANDLERS;
    return NdisSetOptionalHandlers(Driver, (PNDIS_DRIVER_OPTIONAL_HANDLERS)&client);
}

NDIS_STATUS AspenNetEvent(NDIS_HANDLE Binding, PNET_PNP_EVENT_NOTIFICATION Event)
{
    CO_ADDRESS_FAMILY family;

    UNREFERENCED_PARAMETER(Event);
    NdisZeroMemory(&family, sizeof(family));
    return NdisClOpenAddressFamilyEx(Binding, NULL, NULL, &family);
}

VOID AspenUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisDeregisterProtocolDriver(AspenProtocol);
    NdisMDeregisterMiniportDriver(AspenMiniport);
}

static NDIS_STATUS AspenRegisterMiniport(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_MINIPORT_DRIVER_CHARACTERISTICS aspen;

    NdisZeroMemory(&aspen, sizeof(aspen));
    aspen.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS;
    aspen.Header.Revision = NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2;
    aspen.Header.Size = NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2;
    aspen.MajorNdisVersion = 6;
    aspen.MinorNdisVersion = 30;
    aspen.Flags = NDIS_INTERMEDIATE_DRIVER;
    aspen.InitializeHandlerEx = AspenInitialize;
    aspen.HaltHandlerEx = AspenHalt;
    aspen.UnloadHandler = AspenUnload;
    aspen.PauseHandler = AspenPause;
    aspen.RestartHandler = AspenRestart;
    aspen.OidRequestHandler = AspenRequest;
    aspen.SendNetBufferListsHandler = AspenSend;
    aspen.ReturnNetBufferListsHandler = AspenReturn;
    aspen.CancelSendHandler = AspenCancelSend;
    aspen.DevicePnPEventNotifyHandler = AspenPnpEvent;
    aspen.ShutdownHandlerEx = AspenShutdown;
    aspen.CancelOidRequestHandler = AspenCancelRequest;
    return NdisMRegisterMiniportDriver(DriverObject, RegistryPath, NULL, &aspen, &AspenMiniport);
}

static NDIS_STATUS AspenRegisterProtocol(void)
{
    NDIS_PROTOCOL_DRIVER_CHARACTERISTICS aspen;

    NdisZeroMemory(&aspen, sizeof(aspen));
    aspen.Header.Type = NDIS_OBJECT_TYPE_PROTOCOL_DRIVER_CHARACTERISTICS;
    aspen.Header.Revision = NDIS_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_2;
    aspen.Header.Size = NDIS_SIZEOF_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_2;
    aspen.MajorNdisVersion = 6;
    aspen.MinorNdisVersion = 30;
    NdisInitUnicodeString(&aspen.Name, L"ASPEN");
    aspen.SetOptionsHandler = AspenSetProtocolOptions;
    aspen.BindAdapterHandlerEx = AspenBind;
    aspen.UnbindAdapterHandlerEx = AspenUnbind;
    aspen.OpenAdapterCompleteHandlerEx = AspenOpened;
    aspen.CloseAdapterCompleteHandlerEx = AspenClosed;
    aspen.NetPnPEventHandler = AspenNetEvent;
    aspen.OidRequestCompleteHandler = AspenRequested;
    aspen.ReceiveNetBufferListsHandler = AspenReceive;
    aspen.SendNetBufferListsCompleteHandler = AspenSent;
    return NdisRegisterProtocolDriver(NULL, &aspen, &AspenProtocol);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_STATUS status = AspenRegisterMiniport(DriverObject, RegistryPath);

    if (status != NDIS_STATUS_SUCCESS)
        return status;
    status = AspenRegisterProtocol();
    if (status != NDIS_STATUS_SUCCESS) {
        NdisMDeregisterMiniportDriver(AspenMiniport);
        return status;
    }
    NdisIMAssociateMiniport(AspenMiniport, AspenProtocol);
    return NDIS_STATUS_SUCCESS;
}
