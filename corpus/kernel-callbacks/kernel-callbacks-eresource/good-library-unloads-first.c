#include <ntddk.h>
#include <windef.h>
#include <ks.h>

/* The driver puts a routine before the one that the class library has set. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static ERESOURCE g_Lattice;
static PDRIVER_UNLOAD g_KsUnload;
static const KSDEVICE_DESCRIPTOR g_Descriptor = {NULL, 0, NULL};

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    ExDeleteResourceLite(&g_Lattice);
    if (g_KsUnload != NULL)
        g_KsUnload(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    ExInitializeResourceLite(&g_Lattice);
    status = KsInitializeDriver(DriverObject, RegistryPath, &g_Descriptor);
    if (!NT_SUCCESS(status)) {
        ExDeleteResourceLite(&g_Lattice);
        return status;
    }
    g_KsUnload = DriverObject->DriverUnload;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
