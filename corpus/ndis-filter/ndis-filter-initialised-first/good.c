#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SampleUnload;
FILTER_ATTACH SampleAttach;
FILTER_DETACH SampleDetach;
FILTER_RESTART SampleRestart;
FILTER_PAUSE SamplePause;

static NDIS_HANDLE FilterHandle;
static NDIS_SPIN_LOCK ModulesLock;
static LIST_ENTRY Modules;

typedef struct _MODULE {
    LIST_ENTRY Link;
    NDIS_HANDLE Handle;
} MODULE;

NDIS_STATUS SampleAttach(NDIS_HANDLE Handle, NDIS_HANDLE Context, PNDIS_FILTER_ATTACH_PARAMETERS Parameters)
{
    NDIS_FILTER_ATTRIBUTES attributes;
    MODULE *module = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*module), 'tlFS');

    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Parameters);
    if (module == NULL)
        return NDIS_STATUS_RESOURCES;
    module->Handle = Handle;
    NdisZeroMemory(&attributes, sizeof(attributes));
    attributes.Header.Type = NDIS_OBJECT_TYPE_FILTER_ATTRIBUTES;
    attributes.Header.Revision = NDIS_FILTER_ATTRIBUTES_REVISION_1;
    attributes.Header.Size = sizeof(attributes);
    NdisFSetAttributes(Handle, module, &attributes);
    NdisAcquireSpinLock(&ModulesLock);
    InsertTailList(&Modules, &module->Link);
    NdisReleaseSpinLock(&ModulesLock);
    return NDIS_STATUS_SUCCESS;
}

VOID SampleUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisFDeregisterFilterDriver(FilterHandle);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_FILTER_DRIVER_CHARACTERISTICS filter;
    NDIS_STATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = SampleUnload;
    NdisAllocateSpinLock(&ModulesLock);
    InitializeListHead(&Modules);
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
    if (status != NDIS_STATUS_SUCCESS) {
        NdisFreeSpinLock(&ModulesLock);
        return status;
    }
    return STATUS_SUCCESS;
}
