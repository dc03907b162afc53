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

static const NDIS_MINIPORT_DRIVER_CHARACTERISTICS HeronTemplate = {
    .Header = {NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS, NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2,
               NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2},
    .MajorNdisVersion = 6,
    .MinorNdisVersion = 30,
    .InitializeHandlerEx = HeronInitialize,
    .HaltHandlerEx = HeronHalt,
    .UnloadHandler = HeronUnload,
    .PauseHandler = HeronPause,
    .RestartHandler = HeronRestart,
    .OidRequestHandler = HeronRequest,
    .SendNetBufferListsHandler = HeronSend,
    .ReturnNetBufferListsHandler = HeronReturn,
    .CancelSendHandler = HeronCancelSend,
    .DevicePnPEventNotifyHandler = HeronPnpEvent,
    .ShutdownHandlerEx = HeronShutdown,
    .CancelOidRequestHandler = HeronCancelRequest,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_MINIPORT_DRIVER_CHARACTERISTICS heron;

    NdisMoveMemory(&heron, &HeronTemplate, sizeof(heron));
    return NdisMRegisterMiniportDriver(DriverObject, RegistryPath, NULL, &heron, &HeronDriver);
}
