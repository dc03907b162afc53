#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
MINIPORT_INITIALIZE HeronInitialize;
MINIPORT_HALT HeronHalt;
MINIPORT_UNLOAD HeronUnload;
MINIPORT_PAUSE HeronPause;
MINIPORT_RESTART HeronRestart;
SET_OPTIONS HeronSetOptions;
MINIPORT_DEVICE_PNP_EVENT_NOTIFY HeronPnpEvent;
MINIPORT_SHUTDOWN HeronShutdown;
MINIPORT_CANCEL_OID_REQUEST HeronCancelRequest;

static NDIS_HANDLE HeronDriver;

VOID HeronUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisMDeregisterMiniportDriver(HeronDriver);
}

MINIPORT_CO_CREATE_VC HeronCreateVc;
MINIPORT_CO_DELETE_VC HeronDeleteVc;
MINIPORT_CO_ACTIVATE_VC HeronActivateVc;
MINIPORT_CO_DEACTIVATE_VC HeronDeactivateVc;
MINIPORT_CO_SEND_NET_BUFFER_LISTS HeronCoSend;
MINIPORT_CO_OID_REQUEST HeronCoRequest;

NDIS_STATUS HeronSetOptions(NDIS_HANDLE NdisDriverHandle, NDIS_HANDLE DriverContext)
{
    NDIS_MINIPORT_CO_CHARACTERISTICS calls;

    UNREFERENCED_PARAMETER(DriverContext);
    NdisZeroMemory(&calls, sizeof(calls));
    calls.Header.Type = NDIS_OBJECT_TYPE_CO_MINIPORT_CHARACTERISTICS;
    calls.Header.Revision = NDIS_MINIPORT_CO_CHARACTERISTICS_REVISION_1;
    calls.Header.Size = sizeof(calls);
    calls.CoCreateVcHandler = HeronCreateVc;
    calls.CoDeleteVcHandler = HeronDeleteVc;
    calls.CoActivateVcHandler = HeronActivateVc;
    calls.CoDeactivateVcHandler = HeronDeactivateVc;
    calls.CoSendNetBufferListsHandler = HeronCoSend;
    calls.CoRequestHandler = HeronCoRequest;
    return NdisSetOptionalHandlers(NdisDriverHandle, (PNDIS_DRIVER_OPTIONAL_HANDLERS)&calls);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_MINIPORT_DRIVER_CHARACTERISTICS heron;

    NdisZeroMemory(&heron, sizeof(heron));
    heron.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS;
    heron.Header.Revision = NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2;
    heron.Header.Size = NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2;
    heron.MajorNdisVersion = 6;
    heron.MinorNdisVersion = 30;
    heron.InitializeHandlerEx = HeronInitialize;
    heron.HaltHandlerEx = HeronHalt;
    heron.UnloadHandler = HeronUnload;
    heron.PauseHandler = HeronPause;
    heron.RestartHandler = HeronRestart;
    heron.SetOptionsHandler = HeronSetOptions;
    heron.DevicePnPEventNotifyHandler = HeronPnpEvent;
    heron.ShutdownHandlerEx = HeronShutdown;
    heron.CancelOidRequestHandler = HeronCancelRequest;
    return NdisMRegisterMiniportDriver(DriverObject, RegistryPath, NULL, &heron, &HeronDriver);
}
