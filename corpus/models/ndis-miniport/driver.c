/* models: any-miniport ndis ndis-miniport */
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

static NDIS_HANDLE Driver;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisMDeregisterMiniportDriver(Driver);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_MINIPORT_DRIVER_CHARACTERISTICS miniport;

    NdisZeroMemory(&miniport, sizeof(miniport));
    miniport.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS;
    miniport.Header.Revision = NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2;
    miniport.Header.Size = NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2;
    miniport.MajorNdisVersion = 6;
    miniport.MinorNdisVersion = 30;
    miniport.InitializeHandlerEx = Initialize;
    miniport.HaltHandlerEx = Halt;
    miniport.UnloadHandler = Unload;
    miniport.PauseHandler = Pause;
    miniport.RestartHandler = Restart;
    miniport.OidRequestHandler = Request;
    miniport.SendNetBufferListsHandler = Send;
    miniport.ReturnNetBufferListsHandler = Return;
    miniport.CancelSendHandler = CancelSend;
    miniport.DevicePnPEventNotifyHandler = PnpEvent;
    miniport.ShutdownHandlerEx = Shutdown;
    miniport.CancelOidRequestHandler = CancelRequest;
    return NdisMRegisterMiniportDriver(DriverObject, RegistryPath, NULL, &miniport, &Driver);
}
