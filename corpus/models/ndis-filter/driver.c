/* models: ndis ndis-filter */
#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
FILTER_ATTACH Attach;
FILTER_DETACH Detach;
FILTER_RESTART Restart;
FILTER_PAUSE Pause;

static NDIS_HANDLE Filter;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisFDeregisterFilterDriver(Filter);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_FILTER_DRIVER_CHARACTERISTICS filter;

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
    return NdisFRegisterFilterDriver(DriverObject, (NDIS_HANDLE)DriverObject, &filter, &Filter);
}
