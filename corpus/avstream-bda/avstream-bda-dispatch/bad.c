#include <ntddk.h>
#include <ks.h>
#include <bdasup.h>

DRIVER_INITIALIZE DriverEntry;
NTSTATUS BrookCreate(PKSDEVICE Device);
NTSTATUS BrookStart(PKSDEVICE Device, PIRP Irp, PCM_RESOURCE_LIST Translated, PCM_RESOURCE_LIST Resources);
extern const KSFILTER_DESCRIPTOR BrookFilter;
extern const BDA_FILTER_TEMPLATE BrookTemplate;

NTSTATUS BrookStart(PKSDEVICE Device, PIRP Irp, PCM_RESOURCE_LIST Translated, PCM_RESOURCE_LIST Resources)
{
    UNREFERENCED_PARAMETER(Irp);
    UNREFERENCED_PARAMETER(Translated);
    UNREFERENCED_PARAMETER(Resources);
    return BdaCreateFilterFactory(Device, &BrookFilter, &BrookTemplate);
}

static const KSFILTER_DESCRIPTOR *const BrookFilters[] = {&BrookFilter};
static const KSDEVICE_DISPATCH BrookDispatch = {NULL, BrookStart};
static const KSDEVICE_DESCRIPTOR BrookDescriptor = {&BrookDispatch, ARRAYSIZE(BrookFilters), BrookFilters};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return KsInitializeDriver(DriverObject, RegistryPath, &BrookDescriptor); /* expect: avstream-bda-dispatch */
}
