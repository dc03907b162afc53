#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    RegistryPath->Buffer[RegistryPath->Length / sizeof(WCHAR)] = L'\0'; /* expect: wdm-registry-path-readonly */
    return STATUS_SUCCESS;
}
