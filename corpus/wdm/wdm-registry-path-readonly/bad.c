#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    RtlAppendUnicodeToString(RegistryPath, L"\\Parameters"); /* expect: wdm-registry-path-readonly */
    return STATUS_SUCCESS;
}
