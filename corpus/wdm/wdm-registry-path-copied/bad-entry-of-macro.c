#include <ntddk.h>

/* The head of the entry routine comes from a macro, as those of portable code do. */
#define ENTRY_OF_DRIVER(object, path) NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT object, PUNICODE_STRING path)

static PUNICODE_STRING ServiceKey;

static VOID GaugeUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KdPrint(("gauge: %wZ goes\n", ServiceKey));
}

ENTRY_OF_DRIVER(DriverObject, RegistryPath)
{
    ServiceKey = RegistryPath; /* expect: wdm-registry-path-copied */
    DriverObject->DriverUnload = GaugeUnload;
    return STATUS_SUCCESS;
}
