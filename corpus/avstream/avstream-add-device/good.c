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
    return KsAddDevice(DriverObject, PhysicalDeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    status = KsInitializeDriver(DriverObject, RegistryPath, &BrookDescriptor);
    if (!NT_SUCCESS(status))
        return status;
    DriverObject->DriverExtension->AddDevice = BrookAddDevice;
    return status;
}
