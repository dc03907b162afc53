/* undetermined-ok */
/* What a call changes in the string that leads to the block is not known. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

typedef struct BLOCK_HEADER {
    SIZE_T Size;
    SIZE_T Magic;
} BLOCK_HEADER;

static UNICODE_STRING ServiceKey;

static PVOID Allocate(SIZE_T Size)
{
    BLOCK_HEADER *header = ExAllocatePoolWithTag(PagedPool, Size + sizeof(BLOCK_HEADER), 'reeS');

    if (header == NULL)
        return NULL;
    header->Size = Size;
    header->Magic = 0x5eed;
    return header + 1;
}

static VOID Free(PVOID Block)
{
    BLOCK_HEADER *header = (BLOCK_HEADER *)Block - 1;

    header->Magic = 0;
    ExFreePoolWithTag(header, 'reeS');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    ServiceKey.Buffer = Allocate(RegistryPath->Length);
    if (ServiceKey.Buffer == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    ServiceKey.MaximumLength = RegistryPath->Length;
    UNREFERENCED_PARAMETER(DriverObject);
    status = RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, ServiceKey.Buffer, NULL, NULL, NULL);
    if (!NT_SUCCESS(status)) {
        RtlEraseUnicodeString(&ServiceKey);
        Free(ServiceKey.Buffer);
    }
    return status;
}
