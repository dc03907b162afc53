/* models: any-miniport avstream avstream-bda */
#include <ntddk.h>
#include <ks.h>
#include <bdasup.h>

DRIVER_INITIALIZE DriverEntry;
NTSTATUS Create(PKSDEVICE Device);
NTSTATUS Start(PKSDEVICE Device, PIRP Irp, PCM_RESOURCE_LIST Translated, PCM_RESOURCE_LIST Resources);

extern const KSFILTER_DESCRIPTOR Filter;
extern const BDA_FILTER_TEMPLATE Template;
static const KSDEVICE_DISPATCH Dispatch = {Create, Start};
static const KSDEVICE_DESCRIPTOR Descriptor = {&Dispatch, 0, NULL};

NTSTATUS Create(PKSDEVICE Device)
{
    return BdaCreateFilterFactory(Device, &Filter, &Template);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return KsInitializeDriver(DriverObject, RegistryPath, &Descriptor);
}
