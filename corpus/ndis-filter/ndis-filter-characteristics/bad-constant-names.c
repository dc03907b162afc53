#include <ndis.h>

/* The names are constant arrays, and that of the filter has no braces. */
static const WCHAR FriendlyName[] = L"Sample filter";
static const WCHAR UniqueName[] = L"1f0c1e52-6a0b-4a3c-8a6e-2d9f5b7c4e10";
static const WCHAR ServiceName[] = L"SAMPLEFLT";

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SampleUnload;
FILTER_ATTACH SampleAttach;
FILTER_DETACH SampleDetach;
FILTER_RESTART SampleRestart;
FILTER_PAUSE SamplePause;

static NDIS_HANDLE FilterHandle;

VOID SampleUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisFDeregisterFilterDriver(FilterHandle);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_FILTER_DRIVER_CHARACTERISTICS filter;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = SampleUnload;
    NdisZeroMemory(&filter, sizeof(filter));
    filter.Header.Type = NDIS_OBJECT_TYPE_FILTER_DRIVER_CHARACTERISTICS;
    filter.Header.Revision = NDIS_FILTER_CHARACTERISTICS_REVISION_2;
    filter.Header.Size = NDIS_SIZEOF_FILTER_DRIVER_CHARACTERISTICS_REVISION_2;
    filter.MajorNdisVersion = 6;
    filter.MinorNdisVersion = 30;
    NdisInitUnicodeString(&filter.FriendlyName, FriendlyName);
    NdisInitUnicodeString(&filter.UniqueName, UniqueName);
    NdisInitUnicodeString(&filter.ServiceName, ServiceName);
    SampleTrace(filter.UniqueName.Buffer);
    filter.AttachHandler = SampleAttach;
    filter.DetachHandler = SampleDetach;
    filter.RestartHandler = SampleRestart;
    filter.PauseHandler = SamplePause;
    return NdisFRegisterFilterDriver(DriverObject, (NDIS_HANDLE)DriverObject, &filter, &FilterHandle); /* expect: ndis-filter-characteristics */
}
