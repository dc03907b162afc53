/* A handle stays in a local, and is closed; another file, which only NDIS leads to, closes its own. */
#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
MINIPORT_UNLOAD MpUnload;
MINIPORT_INITIALIZE MpInitialize;
MINIPORT_HALT MpHalt;
MINIPORT_PAUSE MpPause;
MINIPORT_RESTART MpRestart;
MINIPORT_OID_REQUEST MpOidRequest;
MINIPORT_CANCEL_OID_REQUEST MpCancelOidRequest;
MINIPORT_SEND_NET_BUFFER_LISTS MpSend;
MINIPORT_RETURN_NET_BUFFER_LISTS MpReturn;
MINIPORT_CANCEL_SEND MpCancelSend;
MINIPORT_DEVICE_PNP_EVENT_NOTIFY MpPnpEvent;
MINIPORT_SHUTDOWN MpShutdown;

static NDIS_HANDLE Miniport;

VOID MpUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisMDeregisterMiniportDriver(Miniport);
}

static NDIS_STATUS ReadConfiguration(VOID)
{
    NDIS_CONFIGURATION_OBJECT object;
    NDIS_HANDLE config;
    NDIS_STATUS status;

    object.Header.Type = NDIS_OBJECT_TYPE_CONFIGURATION_OBJECT;
    object.Header.Revision = NDIS_CONFIGURATION_OBJECT_REVISION_1;
    object.Header.Size = NDIS_SIZEOF_CONFIGURATION_OBJECT_REVISION_1;
    object.NdisHandle = Miniport;
    object.Flags = 0;
    status = NdisOpenConfigurationEx(&object, &config);
    if (status == NDIS_STATUS_SUCCESS)
        NdisCloseConfiguration(config);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_MINIPORT_DRIVER_CHARACTERISTICS chars;
    NDIS_STATUS status;

    NdisZeroMemory(&chars, sizeof(chars));
    chars.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS;
    chars.Header.Size = NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_1;
    chars.Header.Revision = NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_1;
    chars.MajorNdisVersion = 6;
    chars.InitializeHandlerEx = MpInitialize;
    chars.HaltHandlerEx = MpHalt;
    chars.UnloadHandler = MpUnload;
    chars.PauseHandler = MpPause;
    chars.RestartHandler = MpRestart;
    chars.OidRequestHandler = MpOidRequest;
    chars.CancelOidRequestHandler = MpCancelOidRequest;
    chars.SendNetBufferListsHandler = MpSend;
    chars.ReturnNetBufferListsHandler = MpReturn;
    chars.CancelSendHandler = MpCancelSend;
    chars.DevicePnPEventNotifyHandler = MpPnpEvent;
    chars.ShutdownHandlerEx = MpShutdown;
    status = NdisMRegisterMiniportDriver(DriverObject, RegistryPath, NULL, &chars, &Miniport);
    if (status != NDIS_STATUS_SUCCESS)
        return status;
    status = ReadConfiguration();
    if (status != NDIS_STATUS_SUCCESS)
        NdisMDeregisterMiniportDriver(Miniport);
    return status;
}
