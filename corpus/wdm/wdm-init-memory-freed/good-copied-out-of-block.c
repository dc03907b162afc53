/* What stands in the block is copied to where it lasts, and the block is freed: a copy is no pointer into it. */
#include <ntddk.h>

typedef struct _JOB {
    LARGE_INTEGER Size;
    ULONG Flags;
} JOB, *PJOB;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static JOB Job;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    DbgPrint("%I64d\n", Job.Size.QuadPart);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"Job");
    PKEY_VALUE_PARTIAL_INFORMATION value;
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;
    HANDLE key;
    ULONG size;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status))
        return status;
    value = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, 'eulV');
    if (value == NULL) {
        ZwClose(key);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = ZwQueryValueKey(key, &name, KeyValuePartialInformation, value, PAGE_SIZE, &size);
    ZwClose(key);
    if (NT_SUCCESS(status) && value->DataLength == sizeof(LARGE_INTEGER))
        Job.Size = *(PLARGE_INTEGER)value->Data;
    ExFreePoolWithTag(value, 'eulV');
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
