#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD AspenUnload;
PROTOCOL_BIND_ADAPTER_EX AspenBind;
PROTOCOL_UNBIND_ADAPTER_EX AspenUnbind;
PROTOCOL_OPEN_ADAPTER_COMPLETE_EX AspenOpened;
PROTOCOL_CLOSE_ADAPTER_COMPLETE_EX AspenClosed;
PROTOCOL_NET_PNP_EVENT AspenPnpEvent;
PROTOCOL_OID_REQUEST_COMPLETE AspenRequestDone;
PROTOCOL_STATUS_EX AspenStatus;
PROTOCOL_RECEIVE_NET_BUFFER_LISTS AspenReceive;
PROTOCOL_SEND_NET_BUFFER_LISTS_COMPLETE AspenSendDone;
PROTOCOL_CL_OPEN_AF_COMPLETE_EX AspenFamilyOpened;

static NDIS_HANDLE AspenProtocol;

VOID AspenUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisDeregisterProtocolDriver(AspenProtocol);
}

NDIS_STATUS AspenPnpEvent(NDIS_HANDLE Binding, PNET_PNP_EVENT_NOTIFICATION Event)
{
    NDIS_HANDLE family;

    UNREFERENCED_PARAMETER(Event);
    return NdisClOpenAddressFamilyEx(Binding, NULL, NULL, &family);
}

static NDIS_STATUS AspenSetHandlers(VOID)
{
    NDIS_CO_CLIENT_OPTIONAL_HANDLERS client;

    NdisZeroMemory(&client, sizeof(client));
    client.Header.Type = NDIS_OBJECT_TYPE_CO_CLIENT_OPTIONAL_HANDLERS;
    client.Header.Revision = NDIS_CO_CLIENT_OPTIONAL_HANDLERS_REVISION_1;
    client.Header.Size = NDIS_SIZEOF_CO_CLIENT_OPTIONAL_HANDLERS_REVISION_1;
    client.ClOpenAfCompleteHandlerEx = AspenFamilyOpened;
    return NdisSetOptionalHandlers(AspenProtocol, (PNDIS_DRIVER_OPTIONAL_HANDLERS)&client); /* expect: ndis-condis-placement */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_PROTOCOL_DRIVER_CHARACTERISTICS aspen;
    NDIS_STATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = AspenUnload;
    NdisZeroMemory(&aspen, sizeof(aspen));
    aspen.Header.Type = NDIS_OBJECT_TYPE_PROTOCOL_DRIVER_CHARACTERISTICS;
    aspen.Header.Revision = NDIS_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1;
    aspen.Header.Size = NDIS_SIZEOF_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1;
    aspen.MajorNdisVersion = 6;
    aspen.MinorNdisVersion = 0;
    NdisInitUnicodeString(&aspen.Name, L"ASPEN");
    aspen.BindAdapterHandlerEx = AspenBind;
    aspen.UnbindAdapterHandlerEx = AspenUnbind;
    aspen.OpenAdapterCompleteHandlerEx = AspenOpened;
    aspen.CloseAdapterCompleteHandlerEx = AspenClosed;
    aspen.NetPnPEventHandler = AspenPnpEvent;
    aspen.OidRequestCompleteHandler = AspenRequestDone;
    aspen.StatusHandlerEx = AspenStatus;
    aspen.ReceiveNetBufferListsHandler = AspenReceive;
    aspen.SendNetBufferListsCompleteHandler = AspenSendDone;
    status = NdisRegisterProtocolDriver(NULL, &aspen, &AspenProtocol);
    if (status != NDIS_STATUS_SUCCESS)
        return status;
    status = AspenSetHandlers();
    if (status != NDIS_STATUS_SUCCESS)
        NdisDeregisterProtocolDriver(AspenProtocol);
    return status;
}
