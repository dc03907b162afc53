#include <ntddk.h>

/* The block is in a counted string, and goes with it. */
static UNICODE_STRING g_Path;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PathUnload;

VOID PathUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    RtlFreeUnicodeString(&g_Path);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    g_Path.Buffer = ExAllocatePool2(POOL_FLAG_PAGED, RegistryPath->Length, 'htaP');
    if (g_Path.Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Path.MaximumLength = RegistryPath->Length;
    RtlCopyUnicodeString(&g_Path, RegistryPath);
    DriverObject->DriverUnload = PathUnload;
    return STATUS_SUCCESS;
}
