/* models: ndis ndis-device ndis-filter */
#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_DISPATCH Dispatch;
FILTER_ATTACH Attach;
FILTER_DETACH Detach;
FILTER_RESTART Restart;
FILTER_PAUSE Pause;

static NDIS_HANDLE Filter, Device;
static PDEVICE_OBJECT DeviceObject;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisDeregisterDeviceEx(Device);
    NdisFDeregisterFilterDriver(Filter);
}

static NDIS_STATUS MakeDevice(VOID)
{
    PDRIVER_DISPATCH dispatch[IRP_MJ_MAXIMUM_FUNCTION + 1];
    NDIS_DEVICE_OBJECT_ATTRIBUTES attributes;
    NDIS_STRING name = NDIS_STRING_CONST("\\Device\\Sample"), link = NDIS_STRING_CONST("\\DosDevices\\Sample");

    NdisZeroMemory(dispatch, sizeof(dispatch));
    dispatch[IRP_MJ_CREATE] = Dispatch;
    dispatch[IRP_MJ_CLOSE] = Dispatch;
    NdisZeroMemory(&attributes, sizeof(attributes));
    attributes.Header.Type = NDIS_OBJECT_TYPE_DEVICE_OBJECT_ATTRIBUTES;
    attributes.Header.Revision = NDIS_DEVICE_OBJECT_ATTRIBUTES_REVISION_1;
    attributes.Header.Size = NDIS_SIZEOF_DEVICE_OBJECT_ATTRIBUTES_REVISION_1;
    attributes.DeviceName = &name;
    attributes.SymbolicName = &link;
    attributes.MajorFunctions = dispatch;
    return NdisRegisterDeviceEx(Filter, &attributes, &DeviceObject, &Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_FILTER_DRIVER_CHARACTERISTICS filter;
    NDIS_STATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    NdisZeroMemory(&filter, sizeof(filter));
    filter.Header.Type = NDIS_OBJECT_TYPE_FILTER_DRIVER_CHARACTERISTICS;
    filter.Header.Revision = NDIS_FILTER_CHARACTERISTICS_REVISION_2;
    filter.Header.Size = NDIS_SIZEOF_FILTER_DRIVER_CHARACTERISTICS_REVISION_2;
    filter.MajorNdisVersion = 6;
    filter.MinorNdisVersion = 30;
    RtlInitUnicodeString(&filter.FriendlyName, L"Sample filter");
    RtlInitUnicodeString(&filter.UniqueName, L"{8d1f2b5c-3c1e-4f4b-9a57-0f3a6a1d2e01}");
    RtlInitUnicodeString(&filter.ServiceName, L"SAMPLE");
    filter.AttachHandler = Attach;
    filter.DetachHandler = Detach;
    filter.RestartHandler = Restart;
    filter.PauseHandler = Pause;
    status = NdisFRegisterFilterDriver(DriverObject, (NDIS_HANDLE)DriverObject, &filter, &Filter);
    if (status != NDIS_STATUS_SUCCESS)
        return status;
    status = MakeDevice();
    if (status != NDIS_STATUS_SUCCESS)
        NdisFDeregisterFilterDriver(Filter);
    return status;
}
