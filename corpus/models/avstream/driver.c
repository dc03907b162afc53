/* models: any-miniport avstream */
#include <ntddk.h>
#include <ks.h>

DRIVER_INITIALIZE DriverEntry;
NTSTATUS Create(PKSDEVICE Device);

static const KSDEVICE_DISPATCH Dispatch = {Create};
static const KSDEVICE_DESCRIPTOR Descriptor = {&Dispatch, 0, NULL};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return KsInitializeDriver(DriverObject, RegistryPath, &Descriptor);
}
