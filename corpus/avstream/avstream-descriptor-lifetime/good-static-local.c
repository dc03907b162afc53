#include <ntddk.h>
#include <ks.h>

DRIVER_INITIALIZE DriverEntry;
NTSTATUS BrookCreate(PKSDEVICE Device);
NTSTATUS BrookStart(PKSDEVICE Device, PIRP Irp, PCM_RESOURCE_LIST Translated, PCM_RESOURCE_LIST Resources);
extern const KSFILTER_DESCRIPTOR BrookFilter;

static const KSFILTER_DESCRIPTOR *const BrookFilters[] = {&BrookFilter};
static const KSDEVICE_DISPATCH BrookDispatch = {BrookCreate, BrookStart};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    static KSDEVICE_DESCRIPTOR brook;

    brook.Dispatch = &BrookDispatch;
    brook.FilterDescriptors = BrookFilters;
    brook.FilterDescriptorsCount = ARRAYSIZE(BrookFilters);
    return KsInitializeDriver(DriverObject, RegistryPath, &brook);
}
