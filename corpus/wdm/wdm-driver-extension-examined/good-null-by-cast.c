/* Where the extension could not be had the pointer is null, in whatever disguise the call was given it. */
#include <ntddk.h>

typedef struct _EXTENSION {
    PVOID Names;
} EXTENSION;

DRIVER_INITIALIZE DriverEntry;

static VOID FreeNames(EXTENSION *Extension)
{
    if (Extension->Names) {
        ExFreePoolWithTag(Extension->Names, 'maN ');
        Extension->Names = NULL;
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    EXTENSION *extension = NULL;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoAllocateDriverObjectExtension(DriverObject, (PVOID)DriverEntry, sizeof *extension, (PVOID *)&extension);
    if (!NT_SUCCESS(status))
        goto failed;
    extension->Names = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'maN ');
    if (!extension->Names) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto failed;
    }
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Names");
failed:
    if (!NT_SUCCESS(status) && extension)
        FreeNames(extension);
    return status;
}
