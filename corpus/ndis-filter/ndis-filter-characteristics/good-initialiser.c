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

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_STRING service = RTL_CONSTANT_STRING(L"SAMPLEFLT");
    NDIS_FILTER_DRIVER_CHARACTERISTICS filter = {
        .Header =
            {
                .Type = NDIS_OBJECT_TYPE_FILTER_DRIVER_CHARACTERISTICS,
                .Revision = NDIS_FILTER_CHARACTERISTICS_REVISION_3,
                .Size = sizeof(filter),
            },
        .MajorNdisVersion = NDIS_FILTER_MAJOR_VERSION,
        .MinorNdisVersion = NDIS_FILTER_MINOR_VERSION,
        .FriendlyName = RTL_CONSTANT_STRING(L"Sample filter"),
        .UniqueName = RTL_CONSTANT_STRING(L"{1F0C1E52-6A0B-4A3C-8A6E-2D9F5B7C4E10}"),
        .AttachHandler = SampleAttach,
        .DetachHandler = SampleDetach,
        .RestartHandler = SampleRestart,
        .PauseHandler = SamplePause,
    };

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = SampleUnload;
    filter.ServiceName = service;
    return NdisFRegisterFilterDriver(DriverObject, (NDIS_HANDLE)DriverObject, &filter, &FilterHandle);
}
