#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SampleUnload;
FILTER_ATTACH SampleAttach;
FILTER_DETACH SampleDetach;
FILTER_RESTART SampleRestart;
FILTER_PAUSE SamplePause;

static NDIS_HANDLE FilterHandle, SecondHandle;

VOID SampleUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (SecondHandle)
        NdisFDeregisterFilterDriver(SecondHandle);
    if (FilterHandle)
        NdisFDeregisterFilterDriver(FilterHandle);
}

static NDIS_STATUS SampleRegister(PDRIVER_OBJECT DriverObject, PCWSTR name, PNDIS_HANDLE handle)
{
    NDIS_FILTER_DRIVER_CHARACTERISTICS filter;

    NdisZeroMemory(&filter, sizeof(filter));
    filter.Header.Type = NDIS_OBJECT_TYPE_FILTER_DRIVER_CHARACTERISTICS;
    filter.Header.Revision = NDIS_FILTER_CHARACTERISTICS_REVISION_2;
    filter.Header.Size = NDIS_SIZEOF_FILTER_DRIVER_CHARACTERISTICS_REVISION_2;
    filter.MajorNdisVersion = 6;
    filter.MinorNdisVersion = 30;
    RtlInitUnicodeString(&filter.FriendlyName, L"Sample filter");
    RtlInitUnicodeString(&filter.UniqueName, name);
    RtlInitUnicodeString(&filter.ServiceName, L"SAMPLEFLT");
    filter.AttachHandler = SampleAttach;
    filter.DetachHandler = SampleDetach;
    filter.RestartHandler = SampleRestart;
    filter.PauseHandler = SamplePause;
    return NdisFRegisterFilterDriver(DriverObject, (NDIS_HANDLE)DriverObject, &filter, handle);
}

/* Of two that may fail each may have failed. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = SampleUnload;
    status = SampleRegister(DriverObject, L"{1f0c1e52-6a0b-4a3c-8a6e-2d9f5b7c4e10}", &FilterHandle);
    if (status != NDIS_STATUS_SUCCESS)
        FilterHandle = NULL;
    status = SampleRegister(DriverObject, L"{1f0c1e52-6a0b-4a3c-8a6e-2d9f5b7c4e11}", &SecondHandle);
    if (status != NDIS_STATUS_SUCCESS) {
        SecondHandle = NULL;
        status = STATUS_SUCCESS;
    }
    return status; /* expect: ndis-filter-register */
}
