#include <ntddk.h>
#include <ks.h>

static const KSDEVICE_DESCRIPTOR g_Descriptor = {0};
static ULONG g_Loads;

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    status = KsInitializeDriver(DriverObject, RegistryPath, &g_Descriptor);
    if (!NT_SUCCESS(status)) {
        KdPrint(("tuner: %08lx\n", status));
    }
    g_Loads++;
    return status;
}
