/* No project says which version it is built for. */
#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
MINIPORT_INITIALIZE HeronInitialize;
MINIPORT_HALT HeronHalt;
MINIPORT_UNLOAD HeronUnload;
MINIPORT_PAUSE HeronPause;
MINIPORT_RESTART HeronRestart;
MINIPORT_OID_REQUEST HeronRequest;
MINIPORT_SEND_NET_BUFFER_LISTS HeronSend;
MINIPORT_RETURN_NET_BUFFER_LISTS HeronReturn;
MINIPORT_CANCEL_SEND HeronCancelSend;
MINIPORT_DEVICE_PNP_EVENT_NOTIFY HeronPnpEvent;
MINIPORT_SHUTDOWN HeronShutdown;
MINIPORT_CANCEL_OID_REQUEST HeronCancelRequest;

static NDIS_HANDLE HeronDriver;

VOID HeronUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisMDeregisterMiniportDriver(HeronDriver);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_MINIPORT_DRIVER_CHARACTERISTICS heron;

    NdisZeroMemory(&heron, sizeof(heron));
#if NDIS_SUPPORT_NDIS680
    heron.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS;
    heron.Header.Revision = NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_3;
    heron.Header.Size = NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_3;
#elif NDIS_SUPPORT_NDIS620
    heron.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS;
    heron.Header.Revision = NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2;
    heron.Header.Size = NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2;
#endif
    heron.MajorNdisVersion = 6;
    heron.MinorNdisVersion = 80;
    heron.InitializeHandlerEx = HeronInitialize;
    heron.HaltHandlerEx = HeronHalt;
    heron.UnloadHandler = HeronUnload;
    heron.PauseHandler = HeronPause;
    heron.RestartHandler = HeronRestart;
    heron.OidRequestHandler = HeronRequest;
    heron.SendNetBufferListsHandler = HeronSend;
    heron.ReturnNetBufferListsHandler = HeronReturn;
    heron.CancelSendHandler = HeronCancelSend;
    heron.DevicePnPEventNotifyHandler = HeronPnpEvent;
    heron.ShutdownHandlerEx = HeronShutdown;
    heron.CancelOidRequestHandler = HeronCancelRequest;
    return NdisMRegisterMiniportDriver(DriverObject, RegistryPath, NULL, &heron, &HeronDriver);
}
