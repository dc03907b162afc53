#include <ntddk.h>

/* The head of the entry routine comes from a macro, as those of portable code do. */
#define ENTRY_OF_DRIVER(object, path) NTSTATUS NTAPI DriverEntry(PDRIVER_OBJECT object, PUNICODE_STRING path)

#define GAUGE_TAG 'uaGg'

static UNICODE_STRING ServiceKey;

static VOID GaugeUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KdPrint(("gauge: %wZ goes\n", &ServiceKey));
    ExFreePoolWithTag(ServiceKey.Buffer, GAUGE_TAG);
}

ENTRY_OF_DRIVER(DriverObject, RegistryPath)
{
    ServiceKey.Length = 0;
    ServiceKey.MaximumLength = RegistryPath->MaximumLength;
    ServiceKey.Buffer = ExAllocatePool2(POOL_FLAG_PAGED, RegistryPath->MaximumLength, GAUGE_TAG);
    if (ServiceKey.Buffer == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    RtlCopyUnicodeString(&ServiceKey, RegistryPath);
    DriverObject->DriverUnload = GaugeUnload;
    return STATUS_SUCCESS;
}
