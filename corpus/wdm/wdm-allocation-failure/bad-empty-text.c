#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static UNICODE_STRING g_Path;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Path.Buffer != NULL) {
        ExFreePoolWithTag(g_Path.Buffer, 'htaP');
    }
}

/* Nobody says that there is no text. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    g_Path.MaximumLength = RegistryPath->Length + sizeof(UNICODE_NULL);
    g_Path.Buffer = (PWCHAR)ExAllocatePool2(POOL_FLAG_PAGED, g_Path.MaximumLength, 'htaP');
    if (g_Path.Buffer != NULL) {
        RtlCopyUnicodeString(&g_Path, RegistryPath);
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS; /* expect: wdm-allocation-failure */
}
