#include <ntddk.h>
#include <ks.h>

DRIVER_INITIALIZE DriverEntry;
NTSTATUS BrookCreate(PKSDEVICE Device);
NTSTATUS BrookStart(PKSDEVICE Device, PIRP Irp, PCM_RESOURCE_LIST Translated, PCM_RESOURCE_LIST Resources);
extern const KSFILTER_DESCRIPTOR BrookFilter;

DEFINE_KSFILTER_DESCRIPTOR_TABLE(BrookFilters) {&BrookFilter};
static const KSDEVICE_DISPATCH BrookDispatch = {BrookCreate, BrookStart};
static const KSDEVICE_DESCRIPTOR BrookDescriptor = {&BrookDispatch, SIZEOF_ARRAY(BrookFilters), BrookFilters};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return KsInitializeDriver(DriverObject, RegistryPath, &BrookDescriptor);
}
