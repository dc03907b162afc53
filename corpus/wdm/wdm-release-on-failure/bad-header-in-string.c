/* A block with a header of the driver's own is kept in a string, behind its header, and printed from there. Nothing frees it. */
#include <ntddk.h>
#include <ntstrsafe.h>

DRIVER_INITIALIZE DriverEntry;

typedef struct BLOCK_HEADER {
    SIZE_T Size;
    SIZE_T Magic;
} BLOCK_HEADER;

static UNICODE_STRING ServiceKey;
static ULONG Options;

static PVOID Allocate(SIZE_T Size)
{
    BLOCK_HEADER *header = ExAllocatePoolWithTag(PagedPool, Size + sizeof(BLOCK_HEADER), 'reeS');

    if (header == NULL)
        return NULL;
    header->Size = Size;
    header->Magic = 0x5eed;
    return header + 1;
}

static NTSTATUS ReadOptions(VOID)
{
    RTL_QUERY_REGISTRY_TABLE table[2];
    WCHAR path[256];
    NTSTATUS status;

    RtlZeroMemory(table, sizeof(table));
    status = RtlStringCbPrintfW(path, sizeof(path), L"%wZ\\Parameters", &ServiceKey);
    if (!NT_SUCCESS(status))
        return status;
    table[0].Flags = RTL_QUERY_REGISTRY_DIRECT;
    table[0].Name = L"Options";
    table[0].EntryContext = &Options;
    return RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, path, table, NULL, NULL);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(DriverObject);
    ServiceKey.Buffer = Allocate(RegistryPath->Length);
    if (ServiceKey.Buffer == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    ServiceKey.MaximumLength = RegistryPath->Length;
    RtlCopyUnicodeString(&ServiceKey, RegistryPath);
    status = ReadOptions();
    return status; /* expect: wdm-release-on-failure */
}
