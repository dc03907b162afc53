#include <ntddk.h>
#include <windef.h>
#include <ks.h>

/* The class library has an unload routine of its own set, which knows nothing of the driver's lock. */
DRIVER_INITIALIZE DriverEntry;

static ERESOURCE g_Lattice;
static const KSDEVICE_DESCRIPTOR g_Descriptor = {NULL, 0, NULL};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    ExInitializeResourceLite(&g_Lattice); /* expect: kernel-callbacks-eresource */
    status = KsInitializeDriver(DriverObject, RegistryPath, &g_Descriptor);
    if (!NT_SUCCESS(status))
        ExDeleteResourceLite(&g_Lattice);
    return status;
}
