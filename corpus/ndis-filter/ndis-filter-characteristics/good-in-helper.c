#include <ndis.h>

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

static VOID SetHandlers(PNDIS_FILTER_DRIVER_CHARACTERISTICS filter)
{
    filter->AttachHandler = SampleAttach;
    filter->DetachHandler = SampleDetach;
    filter->RestartHandler = SampleRestart;
    filter->PauseHandler = SamplePause;
}

#define SET_HEADER(h, type, revision, size) \
    do { \
        (h)->Type = (type); \
        (h)->Revision = (revision); \
        (h)->Size = (size); \
    } while (0)

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_FILTER_DRIVER_CHARACTERISTICS filter = {0};

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = SampleUnload;
    SET_HEADER(&filter.Header, NDIS_OBJECT_TYPE_FILTER_DRIVER_CHARACTERISTICS, NDIS_FILTER_CHARACTERISTICS_REVISION_1,
               NDIS_SIZEOF_FILTER_DRIVER_CHARACTERISTICS_REVISION_1);
    filter.MajorNdisVersion = 6;
    filter.MinorNdisVersion = 30;
    RtlInitUnicodeString(&filter.FriendlyName, L"Sample filter");
    RtlInitUnicodeString(&filter.UniqueName, L"{1f0c1e52-6a0b-4a3c-8a6e-2d9f5b7c4e10}");
    RtlInitUnicodeString(&filter.ServiceName, L"SAMPLEFLT");
    SetHandlers(&filter);
    return NdisFRegisterFilterDriver(DriverObject, (NDIS_HANDLE)DriverObject, &filter, &FilterHandle);
}
