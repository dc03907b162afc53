/* not-applicable */
#include <ntddk.h>
#include <ks.h>

DRIVER_INITIALIZE DriverEntry;
NTSTATUS BrookCreate(PKSDEVICE Device);
NTSTATUS BrookStart(PKSDEVICE Device, PIRP Irp, PCM_RESOURCE_LIST Translated, PCM_RESOURCE_LIST Resources);
extern const KSFILTER_DESCRIPTOR BrookFilter;

static const KSFILTER_DESCRIPTOR *const BrookFilters[] = {&BrookFilter};
static const KSDEVICE_DISPATCH BrookDispatch = {BrookCreate, BrookStart};
static const KSDEVICE_DESCRIPTOR BrookDescriptor = {&BrookDispatch, ARRAYSIZE(BrookFilters), BrookFilters};

DRIVER_ADD_DEVICE BrookAddDevice;

NTSTATUS BrookAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    return KsCreateDevice(DriverObject, PhysicalDeviceObject, &BrookDescriptor, 0, NULL);
}

static VOID BrookUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverExtension->AddDevice = BrookAddDevice;
    DriverObject->DriverUnload = BrookUnload;
    DriverObject->MajorFunction[IRP_MJ_PNP] = KsDefaultDispatchPnp;
    DriverObject->MajorFunction[IRP_MJ_POWER] = KsDefaultDispatchPower;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = KsDefaultForwardIrp;
    return STATUS_SUCCESS;
}
