/* A null is no part of the system's string: it makes an empty one, until there is a copy. */
/* not-applicable */
#include <ntddk.h>

#define POOL_TAG 'tniV'

static WCHAR Cellar[] = L"Cellar";

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD VintnerUnload;

static UNICODE_STRING ServicePath, CellarName;

static NTSTATUS CopyServicePath(PUNICODE_STRING RegistryPath)
{
    PCWSTR name = Cellar;

    RtlInitUnicodeString(&ServicePath, NULL);
    RtlInitUnicodeString(&CellarName, name);
    ServicePath.Buffer = ExAllocatePool2(POOL_FLAG_PAGED, RegistryPath->Length, POOL_TAG);
    if (ServicePath.Buffer == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    ServicePath.MaximumLength = RegistryPath->Length;
    RtlCopyUnicodeString(&ServicePath, RegistryPath);
    return STATUS_SUCCESS;
}

VOID VintnerUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(ServicePath.Buffer, POOL_TAG);
    RtlInitUnicodeString(&ServicePath, NULL);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = VintnerUnload;
    return CopyServicePath(RegistryPath);
}
