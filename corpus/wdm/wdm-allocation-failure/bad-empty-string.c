/* Where there is no copy of the registry path, the string has a length all the same. */
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
        DbgPrint("no copy of the registry path\n");
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS; /* expect: wdm-allocation-failure */
}
