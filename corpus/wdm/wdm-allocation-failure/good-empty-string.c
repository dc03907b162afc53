/* The driver does without its copy of the registry path: where there is none, the string is left empty. */
#include <ntddk.h>

static UNICODE_STRING ServiceKey;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (ServiceKey.Buffer != NULL)
        ExFreePoolWithTag(ServiceKey.Buffer, 'yeKS');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ServiceKey.MaximumLength = RegistryPath->Length;
    ServiceKey.Buffer = ExAllocatePool2(POOL_FLAG_PAGED, ServiceKey.MaximumLength, 'yeKS');
    if (ServiceKey.Buffer != NULL) {
        RtlCopyUnicodeString(&ServiceKey, RegistryPath);
    } else {
        ServiceKey.Length = 0;
        ServiceKey.MaximumLength = 0;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
