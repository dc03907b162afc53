#include <ntddk.h>

/* That the characters begin behind the structure says nothing of whether there is one. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static UNICODE_STRING *g_Path;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Path, 'htaP');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = Unload;
    g_Path = ExAllocatePoolWithTag(PagedPool, sizeof(*g_Path) + RegistryPath->Length, 'htaP');
    g_Path->Buffer = (PWCH)(g_Path + 1); /* expect: wdm-allocation-failure */
    g_Path->Length = 0;
    g_Path->MaximumLength = RegistryPath->Length;
    RtlCopyUnicodeString(g_Path, RegistryPath);
    return STATUS_SUCCESS; /* expect: wdm-allocation-failure */
}
