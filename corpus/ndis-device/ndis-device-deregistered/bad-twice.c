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

static NDIS_HANDLE HeronDriver, HeronDevice;
static PDEVICE_OBJECT HeronObject;
static PVOID HeronLog;

static NTSTATUS HeronControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

VOID HeronUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (HeronLog != NULL)
        ExFreePoolWithTag(HeronLog, 'nreH');
    NdisDeregisterDeviceEx(HeronDevice); /* expect: ndis-device-deregistered */
    NdisMDeregisterMiniportDriver(HeronDriver);
}

static NDIS_STATUS HeronMakeDevice(void)
{
    PDRIVER_DISPATCH dispatch[IRP_MJ_MAXIMUM_FUNCTION + 1];
    NDIS_DEVICE_OBJECT_ATTRIBUTES attributes;
    NDIS_STRING name, link;

    NdisZeroMemory(dispatch, sizeof(dispatch));
    dispatch[IRP_MJ_CREATE] = HeronControl;
    dispatch[IRP_MJ_CLEANUP] = HeronControl;
    dispatch[IRP_MJ_CLOSE] = HeronControl;
    dispatch[IRP_MJ_DEVICE_CONTROL] = HeronControl;
    NdisInitUnicodeString(&name, L"\\Device\\Heron");
    NdisInitUnicodeString(&link, L"\\DosDevices\\Heron");
    NdisZeroMemory(&attributes, sizeof(attributes));
    attributes.Header.Type = NDIS_OBJECT_TYPE_DEVICE_OBJECT_ATTRIBUTES;
    attributes.Header.Revision = NDIS_DEVICE_OBJECT_ATTRIBUTES_REVISION_1;
    attributes.Header.Size = NDIS_SIZEOF_DEVICE_OBJECT_ATTRIBUTES_REVISION_1;
    attributes.DeviceName = &name;
    attributes.SymbolicName = &link;
    attributes.MajorFunctions = dispatch;
    return NdisRegisterDeviceEx(HeronDriver, &attributes, &HeronObject, &HeronDevice);
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
    status = HeronMakeDevice();
    if (status != NDIS_STATUS_SUCCESS) {
        NdisMDeregisterMiniportDriver(HeronDriver);
        return status;
    }
    HeronLog = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'nreH');
    if (HeronLog == NULL) {
        NdisDeregisterDeviceEx(HeronDevice);
        HeronUnload(DriverObject);
        return NDIS_STATUS_RESOURCES;
    }
    return NDIS_STATUS_SUCCESS;
}
