/* not-applicable */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING path;

    UNREFERENCED_PARAMETER(DriverObject);
    path.MaximumLength = RegistryPath->Length + 64;
    path.Length = 0;
    path.Buffer = ExAllocatePool2(POOL_FLAG_PAGED, path.MaximumLength, 'htaP');
    if (path.Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyUnicodeString(&path, RegistryPath);
    RtlAppendUnicodeToString(&path, L"\\Parameters");
    ExFreePool(path.Buffer);
    return STATUS_SUCCESS;
}
