#include <ndis.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
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

static NTSTATUS HeronControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

class CHeronDevice {
public:
    NDIS_STATUS Make(NDIS_HANDLE Driver)
    {
        NDIS_DEVICE_OBJECT_ATTRIBUTES attributes = {};
        PDRIVER_DISPATCH dispatch[IRP_MJ_MAXIMUM_FUNCTION + 1] = {};
        NDIS_STRING name = {}, link = {};

        NdisInitUnicodeString(&name, L"\\Device\\" L"Heron");
        NdisInitUnicodeString(&link, L"\\DosDevices\\" L"Heron");
        attributes.Header.Type = NDIS_OBJECT_TYPE_DEVICE_OBJECT_ATTRIBUTES;
        attributes.Header.Revision = NDIS_DEVICE_OBJECT_ATTRIBUTES_REVISION_1;
        attributes.Header.Size = sizeof(attributes);
        attributes.DeviceName = &name;
        attributes.SymbolicName = &link;
        attributes.MajorFunctions = dispatch;
        attributes.ExtensionSize = sizeof(PVOID);
        dispatch[IRP_MJ_CREATE] = HeronControl;
        dispatch[IRP_MJ_CLOSE] = HeronControl;
        return NdisRegisterDeviceEx(Driver, &attributes, &m_Object, &m_Handle);
    }

    void Drop() { NdisDeregisterDeviceEx(m_Handle); }

private:
    PDEVICE_OBJECT m_Object;
    NDIS_HANDLE m_Handle;
};

static CHeronDevice Heron;

VOID HeronUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Heron.Drop();
    NdisMDeregisterMiniportDriver(HeronDriver);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
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
    status = Heron.Make(HeronDriver);
    if (status != NDIS_STATUS_SUCCESS)
        NdisMDeregisterMiniportDriver(HeronDriver);
    return status;
}
