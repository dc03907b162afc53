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
static ULONG HeronLimit;

VOID HeronUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisMDeregisterMiniportDriver(HeronDriver);
}

static NDIS_STATUS HeronReadLimit(VOID)
{
    NDIS_STRING limit = NDIS_STRING_CONST("Limit");
    NDIS_CONFIGURATION_OBJECT object;
    PNDIS_CONFIGURATION_PARAMETER value;
    NDIS_HANDLE configuration;
    NDIS_STATUS status;

    NdisZeroMemory(&object, sizeof(object));
    object.Header.Type = NDIS_OBJECT_TYPE_CONFIGURATION_OBJECT;
    object.Header.Revision = NDIS_CONFIGURATION_OBJECT_REVISION_1;
    object.Header.Size = NDIS_SIZEOF_CONFIGURATION_OBJECT_REVISION_1;
    object.NdisHandle = HeronDriver;
    status = NdisOpenConfigurationEx(&object, &configuration);
    if (status != NDIS_STATUS_SUCCESS)
        return status;
    NdisReadConfiguration(&status, &value, configuration, &limit, NdisParameterInteger);
    if (status != NDIS_STATUS_SUCCESS)
        NdisCloseConfiguration(configuration);
    else
        HeronLimit = value->ParameterData.IntegerData;
    NdisCloseConfiguration(configuration); /* expect: wdm-release-on-failure */
    return status;
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
    status = HeronReadLimit();
    if (status != NDIS_STATUS_SUCCESS) {
        NdisMDeregisterMiniportDriver(HeronDriver);
        return status;
    }
    return NDIS_STATUS_SUCCESS;
}
