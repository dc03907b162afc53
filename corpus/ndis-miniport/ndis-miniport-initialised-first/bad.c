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
MINIPORT_SET_OPTIONS HeronSetOptions;
MINIPORT_CANCEL_OID_REQUEST HeronCancelRequest;

static NDIS_HANDLE HeronDriver;
static NDIS_SPIN_LOCK HeronLock;
static LIST_ENTRY HeronOptions;

NDIS_STATUS HeronSetOptions(NDIS_HANDLE Driver, NDIS_HANDLE Context)
{
    UNREFERENCED_PARAMETER(Driver);
    UNREFERENCED_PARAMETER(Context);
    NdisAcquireSpinLock(&HeronLock);
    InitializeListHead(&HeronOptions);
    NdisReleaseSpinLock(&HeronLock);
    return NDIS_STATUS_SUCCESS;
}

VOID HeronUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisMDeregisterMiniportDriver(HeronDriver);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_MINIPORT_DRIVER_CHARACTERISTICS heron;
    NDIS_STATUS status;

    NdisZeroMemory(&heron, sizeof(heron));
    heron.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS;
    heron.Header.Revision = NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2;
    heron.Header.Size = NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2;
    heron.MajorNdisVersion = 6;
    heron.MinorNdisVersion = 30;
    heron.InitializeHandlerEx = HeronInitialize;
    heron.HaltHandlerEx = HeronHalt;
    heron.UnloadHandler = HeronUnload;
    heron.SetOptionsHandler = HeronSetOptions;
    heron.PauseHandler = HeronPause;
    heron.RestartHandler = HeronRestart;
    heron.OidRequestHandler = HeronRequest;
    heron.SendNetBufferListsHandler = HeronSend;
    heron.ReturnNetBufferListsHandler = HeronReturn;
    heron.CancelSendHandler = HeronCancelSend;
    heron.DevicePnPEventNotifyHandler = HeronPnpEvent;
    heron.ShutdownHandlerEx = HeronShutdown;
    heron.CancelOidRequestHandler = HeronCancelRequest;
    status = NdisMRegisterMiniportDriver(DriverObject, RegistryPath, NULL, &heron, &HeronDriver);
    if (status != NDIS_STATUS_SUCCESS)
        return status;
    NdisAllocateSpinLock(&HeronLock); /* expect: ndis-miniport-initialised-first */
    return NDIS_STATUS_SUCCESS;
}
