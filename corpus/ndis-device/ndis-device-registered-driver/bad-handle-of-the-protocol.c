#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD HeronUnload;
PROTOCOL_BIND_ADAPTER_EX HeronBind;
PROTOCOL_UNBIND_ADAPTER_EX HeronUnbind;
PROTOCOL_OPEN_ADAPTER_COMPLETE_EX HeronOpened;
PROTOCOL_CLOSE_ADAPTER_COMPLETE_EX HeronClosed;
PROTOCOL_NET_PNP_EVENT HeronPnpEvent;
PROTOCOL_OID_REQUEST_COMPLETE HeronRequestDone;
PROTOCOL_STATUS_EX HeronStatus;
PROTOCOL_RECEIVE_NET_BUFFER_LISTS HeronReceive;
PROTOCOL_SEND_NET_BUFFER_LISTS_COMPLETE HeronSendDone;

static NDIS_HANDLE HeronDriver, HeronDevice;
static PDEVICE_OBJECT HeronObject;

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
    NdisDeregisterDeviceEx(HeronDevice);
    NdisDeregisterProtocolDriver(HeronDriver);
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
    return NdisRegisterDeviceEx(HeronDriver, &attributes, &HeronObject, &HeronDevice); /* expect: ndis-device-registered-driver */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_PROTOCOL_DRIVER_CHARACTERISTICS heron;
    NDIS_STATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = HeronUnload;
    NdisZeroMemory(&heron, sizeof(heron));
    heron.Header.Type = NDIS_OBJECT_TYPE_PROTOCOL_DRIVER_CHARACTERISTICS;
    heron.Header.Revision = NDIS_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1;
    heron.Header.Size = NDIS_SIZEOF_PROTOCOL_DRIVER_CHARACTERISTICS_REVISION_1;
    heron.MajorNdisVersion = 6;
    heron.MinorNdisVersion = 0;
    NdisInitUnicodeString(&heron.Name, L"HERON");
    heron.BindAdapterHandlerEx = HeronBind;
    heron.UnbindAdapterHandlerEx = HeronUnbind;
    heron.OpenAdapterCompleteHandlerEx = HeronOpened;
    heron.CloseAdapterCompleteHandlerEx = HeronClosed;
    heron.NetPnPEventHandler = HeronPnpEvent;
    heron.OidRequestCompleteHandler = HeronRequestDone;
    heron.StatusHandlerEx = HeronStatus;
    heron.ReceiveNetBufferListsHandler = HeronReceive;
    heron.SendNetBufferListsCompleteHandler = HeronSendDone;
    status = NdisRegisterProtocolDriver(NULL, &heron, &HeronDriver);
    if (status != NDIS_STATUS_SUCCESS)
        return status;
    status = HeronMakeDevice();
    if (status != NDIS_STATUS_SUCCESS)
        NdisDeregisterProtocolDriver(HeronDriver);
    return status;
}
