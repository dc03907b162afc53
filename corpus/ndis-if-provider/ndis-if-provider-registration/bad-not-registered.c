#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SallowUnload;
IFP_QUERY_OBJECT SallowQuery;
IFP_SET_OBJECT SallowSet;

static NDIS_HANDLE SallowProvider;
static PVOID SallowTable;

VOID SallowUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(SallowTable, 'laSW');
    NdisIfDeregisterProvider(SallowProvider);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_IF_PROVIDER_CHARACTERISTICS sallow;
    NDIS_STATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = SallowUnload;
    NdisZeroMemory(&sallow, sizeof(sallow));
    sallow.Header.Type = NDIS_OBJECT_TYPE_DEFAULT;
    sallow.Header.Revision = NDIS_OBJECT_REVISION_1;
    sallow.Header.Size = sizeof(sallow);
    sallow.QueryObjectHandler = SallowQuery;
    sallow.SetObjectHandler = SallowSet;
    status = NdisIfRegisterProvider(&sallow, NULL, &SallowProvider);
    if (status != NDIS_STATUS_SUCCESS) {
        NdisIfDeregisterProvider(SallowProvider); /* expect: ndis-if-provider-registration */
        return status;
    }
    SallowTable = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'laSW');
    if (SallowTable == NULL) {
        NdisIfDeregisterProvider(SallowProvider);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}
