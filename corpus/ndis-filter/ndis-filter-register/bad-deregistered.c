#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SampleUnload;
FILTER_ATTACH SampleAttach;
FILTER_DETACH SampleDetach;
FILTER_RESTART SampleRestart;
FILTER_PAUSE SamplePause;

DRIVER_DISPATCH SampleDispatch;

static NDIS_HANDLE FilterHandle, DeviceHandle;

VOID SampleUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisDeregisterDeviceEx(DeviceHandle);
    NdisFDeregisterFilterDriver(FilterHandle);
}

static NDIS_STATUS RegisterDevice(VOID)
{
    NDIS_DEVICE_OBJECT_ATTRIBUTES attributes;
    PDRIVER_DISPATCH table[IRP_MJ_MAXIMUM_FUNCTION + 1];
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\SampleFilter");
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\SampleFilter");
    PDEVICE_OBJECT device;

    NdisZeroMemory(table, sizeof(table));
    table[IRP_MJ_CREATE] = SampleDispatch;
    table[IRP_MJ_CLEANUP] = SampleDispatch;
    table[IRP_MJ_CLOSE] = SampleDispatch;
    table[IRP_MJ_DEVICE_CONTROL] = SampleDispatch;
    NdisZeroMemory(&attributes, sizeof(attributes));
    attributes.Header.Type = NDIS_OBJECT_TYPE_DEVICE_OBJECT_ATTRIBUTES;
    attributes.Header.Revision = NDIS_DEVICE_OBJECT_ATTRIBUTES_REVISION_1;
    attributes.Header.Size = NDIS_SIZEOF_DEVICE_OBJECT_ATTRIBUTES_REVISION_1;
    attributes.DeviceName = &name;
    attributes.SymbolicName = &link;
    attributes.MajorFunctions = table;
    return NdisRegisterDeviceEx(FilterHandle, &attributes, &device, &DeviceHandle);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_FILTER_DRIVER_CHARACTERISTICS filter;
    NDIS_STATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = SampleUnload;
    NdisZeroMemory(&filter, sizeof(filter));
    filter.Header.Type = NDIS_OBJECT_TYPE_FILTER_DRIVER_CHARACTERISTICS;
    filter.Header.Revision = NDIS_FILTER_CHARACTERISTICS_REVISION_2;
    filter.Header.Size = NDIS_SIZEOF_FILTER_DRIVER_CHARACTERISTICS_REVISION_2;
    filter.MajorNdisVersion = 6;
    filter.MinorNdisVersion = 30;
    RtlInitUnicodeString(&filter.FriendlyName, L"Sample filter");
    RtlInitUnicodeString(&filter.UniqueName, L"{1f0c1e52-6a0b-4a3c-8a6e-2d9f5b7c4e10}");
    RtlInitUnicodeString(&filter.ServiceName, L"SAMPLEFLT");
    filter.AttachHandler = SampleAttach;
    filter.DetachHandler = SampleDetach;
    filter.RestartHandler = SampleRestart;
    filter.PauseHandler = SamplePause;
    status = NdisFRegisterFilterDriver(DriverObject, (NDIS_HANDLE)DriverObject, &filter, &FilterHandle);
    if (status != NDIS_STATUS_SUCCESS)
        return status;
    status = RegisterDevice();
    if (status != NDIS_STATUS_SUCCESS)
        NdisFDeregisterFilterDriver(FilterHandle);
    return STATUS_SUCCESS; /* expect: ndis-filter-register */
}
