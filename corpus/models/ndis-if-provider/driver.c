/* models: ndis-if-provider wdm-pnp */
#include <ndis.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_ADD_DEVICE AddDevice;
DRIVER_DISPATCH Pnp, Power, Wmi;
IFP_QUERY_OBJECT QueryObject;
IFP_SET_OBJECT SetObject;

static NDIS_HANDLE Provider;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NdisIfDeregisterProvider(Provider);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NDIS_IF_PROVIDER_CHARACTERISTICS provider;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->DriverExtension->AddDevice = AddDevice;
    DriverObject->MajorFunction[IRP_MJ_PNP] = Pnp;
    DriverObject->MajorFunction[IRP_MJ_POWER] = Power;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = Wmi;
    NdisZeroMemory(&provider, sizeof(provider));
    provider.Header.Type = NDIS_OBJECT_TYPE_DEFAULT;
    provider.Header.Revision = NDIS_OBJECT_REVISION_1;
    provider.Header.Size = sizeof(provider);
    provider.QueryObjectHandler = QueryObject;
    provider.SetObjectHandler = SetObject;
    return NdisIfRegisterProvider(&provider, NULL, &Provider);
}
