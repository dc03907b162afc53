/* Routines for counted strings write the text and leave the buffer where it is: it is never freed. */
#include <ntddk.h>
#include <ntstrsafe.h>

DRIVER_INITIALIZE DriverEntry;

static UNICODE_STRING Parameters;
static ULONG Options;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    RTL_QUERY_REGISTRY_TABLE table[2];
    NTSTATUS status;

    UNREFERENCED_PARAMETER(DriverObject);
    Parameters.MaximumLength = RegistryPath->Length + sizeof(L"\\Parameters");
    Parameters.Buffer = ExAllocatePoolWithTag(PagedPool, Parameters.MaximumLength, 'raPS');
    if (Parameters.Buffer == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = RtlUnicodeStringPrintf(&Parameters, L"%wZ", RegistryPath);
    if (NT_SUCCESS(status))
        status = RtlUnicodeStringCatString(&Parameters, L"\\Parameters");
    if (NT_SUCCESS(status)) {
        RtlZeroMemory(table, sizeof(table));
        table[0].Flags = RTL_QUERY_REGISTRY_DIRECT;
        table[0].Name = L"Options";
        table[0].EntryContext = &Options;
        status = RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, Parameters.Buffer, table, NULL, NULL);
    }
    return status; /* expect: wdm-release-on-failure */
}
