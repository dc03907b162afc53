#include <ntddk.h>
#include <wdf.h>
#include <ndis.h>

MINIPORT_INITIALIZE KnotInitialize;
MINIPORT_HALT KnotHalt;
MINIPORT_UNLOAD KnotUnload;
MINIPORT_PAUSE KnotPause;
MINIPORT_RESTART KnotRestart;
MINIPORT_OID_REQUEST KnotRequest;
MINIPORT_SEND_NET_BUFFER_LISTS KnotSend;
MINIPORT_RETURN_NET_BUFFER_LISTS KnotReturn;
MINIPORT_CANCEL_SEND KnotCancelSend;
MINIPORT_DEVICE_PNP_EVENT_NOTIFY KnotPnpEvent;
MINIPORT_SHUTDOWN KnotShutdown;
MINIPORT_CANCEL_OID_REQUEST KnotCancelRequest;

static NDIS_HANDLE KnotDriver;

VOID KnotUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisMDeregisterMiniportDriver(KnotDriver);
    WdfDriverMiniportUnload(WdfGetDriver());
}

static NTSTATUS KnotFramework(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags |= WdfDriverInitNonPnpDriver | WdfDriverInitNoDispatchOverride;
    return WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_MINIPORT_DRIVER_CHARACTERISTICS knot = {0};
    NTSTATUS status;

    status = KnotFramework(DriverObject, RegistryPath);
    if (!NT_SUCCESS(status))
        return status;
    knot.Header.Type = NDIS_OBJECT_TYPE_MINIPORT_DRIVER_CHARACTERISTICS;
    knot.Header.Revision = NDIS_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2;
    knot.Header.Size = NDIS_SIZEOF_MINIPORT_DRIVER_CHARACTERISTICS_REVISION_2;
    knot.MajorNdisVersion = 6;
    knot.MinorNdisVersion = 30;
    knot.InitializeHandlerEx = KnotInitialize;
    knot.HaltHandlerEx = KnotHalt;
    knot.UnloadHandler = KnotUnload;
    knot.PauseHandler = KnotPause;
    knot.RestartHandler = KnotRestart;
    knot.OidRequestHandler = KnotRequest;
    knot.SendNetBufferListsHandler = KnotSend;
    knot.ReturnNetBufferListsHandler = KnotReturn;
    knot.CancelSendHandler = KnotCancelSend;
    knot.DevicePnPEventNotifyHandler = KnotPnpEvent;
    knot.ShutdownHandlerEx = KnotShutdown;
    knot.CancelOidRequestHandler = KnotCancelRequest;
    status = NdisMRegisterMiniportDriver(DriverObject, RegistryPath, NULL, &knot, &KnotDriver);
    if (status != NDIS_STATUS_SUCCESS)
        WdfDriverMiniportUnload(WdfGetDriver());
    return status;
}
