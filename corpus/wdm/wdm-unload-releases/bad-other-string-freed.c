#include <ntddk.h>

/* Another string goes than the one that has the block. */
static UNICODE_STRING g_Path, g_Name;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PathUnload;

VOID PathUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    RtlFreeUnicodeString(&g_Name);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    g_Path.Buffer = ExAllocatePool2(POOL_FLAG_PAGED, RegistryPath->Length, 'htaP'); /* expect: wdm-unload-releases */
    if (g_Path.Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Path.MaximumLength = RegistryPath->Length;
    RtlCopyUnicodeString(&g_Path, RegistryPath);
    DriverObject->DriverUnload = PathUnload;
    return STATUS_SUCCESS;
}
