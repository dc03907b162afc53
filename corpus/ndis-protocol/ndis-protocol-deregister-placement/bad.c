#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD RelayUnload;
PROTOCOL_UNBIND_ADAPTER_EX RelayUnbind;
PROTOCOL_OPEN_ADAPTER_COMPLETE_EX RelayOpened;
PROTOCOL_CLOSE_ADAPTER_COMPLETE_EX RelayClosed;
PROTOCOL_UNINSTALL RelayUninstall;
PROTOCOL_OID_REQUEST_COMPLETE RelayRequested;
PROTOCOL_STATUS_EX RelayStatus;
PROTOCOL_RECEIVE_NET_BUFFER_LISTS RelayReceive;
PROTOCOL_SEND_NET_BUFFER_LISTS_COMPLETE RelaySent;

static NDIS_HANDLE ProtocolHandle;
static NDIS_SPIN_LOCK BindingsLock;
static LIST_ENTRY Bindings;
static NDIS_EVENT BindsComplete;

typedef struct _BINDING {
    LIST_ENTRY Link;
    NDIS_HANDLE Adapter;
} BINDING;

NDIS_STATUS RelayBind(NDIS_HANDLE Context, NDIS_HANDLE BindContext, PNDIS_BIND_PARAMETERS Parameters)
{
    BINDING *binding = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*binding), 'yalR');

    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(BindContext);
    UNREFERENCED_PARAMETER(Parameters);
    if (binding == NULL)
        return NDIS_STATUS_RESOURCES;
    NdisAcquireSpinLock(&BindingsLock);
    InsertTailList(&Bindings, &binding->Link);
    NdisReleaseSpinLock(&BindingsLock);
    return NDIS_STATUS_SUCCESS;
}

NDIS_STATUS RelayNetEvent(NDIS_HANDLE Binding, PNET_PNP_EVENT_NOTIFICATION Event)
{
    UNREFERENCED_PARAMETER(Binding);
    if (Event->NetPnPEvent.NetEvent == NetEventBindsComplete)
        NdisSetEvent(&BindsComplete);
    return NDIS_STATUS_SUCCESS;
}

VOID RelayUninstall(VOID)
{
    if (ProtocolHandle != NULL)
        NdisDeregisterProtocolDriver(ProtocolHandle); /* expect: ndis-protocol-deregister-placement */
    ProtocolHandle = NULL;
}

VOID RelayUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (ProtocolHandle != NULL)
        NdisDeregisterProtocolDriver(ProtocolHandle);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_PROTOCOL_DRIVER_CHARACTERISTICS protocol;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = RelayUnload;
    NdisAllocateSpinLock(&BindingsLock);
    NdisInitializeListHead(&Bindings);
    NdisInitializeEvent(&BindsComplete);
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
    protocol.UninstallHandler = RelayUninstall;
    protocol.NetPnPEventHandler = RelayNetEvent;
    protocol.OidRequestCompleteHandler = RelayRequested;
    protocol.StatusHandlerEx = RelayStatus;
    protocol.ReceiveNetBufferListsHandler = RelayReceive;
    protocol.SendNetBufferListsCompleteHandler = RelaySent;
    return NdisRegisterProtocolDriver(NULL, &protocol, &ProtocolHandle);
}
