/* The path is walked as if it were a list of names. */
#include <ntddk.h>
#include <wchar.h>

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PWCHAR name;
    ULONG count = 0;

    UNREFERENCED_PARAMETER(DriverObject);
    for (name = RegistryPath->Buffer; *name != L'\0'; name += wcslen(name) + 1) /* expect: wdm-registry-path-counted */
        count++;
    DbgPrint("%u names\n", count);
    return STATUS_SUCCESS;
}
