#include <ntddk.h>

/* The types of registry values are numbers that differ: where the second value is missing, the first one leaks. */
static PVOID Mask;

static NTSTATUS Query(HANDLE Key, PCWSTR Name, ULONG ExpectedType, PVOID *Data)
{
    UCHAR buffer[256];
    PKEY_VALUE_PARTIAL_INFORMATION value = (PKEY_VALUE_PARTIAL_INFORMATION)buffer;
    UNICODE_STRING name;
    ULONG size;
    NTSTATUS status;

    RtlInitUnicodeString(&name, Name);
    status = ZwQueryValueKey(Key, &name, KeyValuePartialInformation, value, sizeof(buffer), &size);
    if (!NT_SUCCESS(status))
        return status;
    if (value->Type != ExpectedType)
        return STATUS_OBJECT_TYPE_MISMATCH;
    *Data = ExAllocatePool2(POOL_FLAG_PAGED, value->DataLength, 'mGrP');
    if (*Data == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    RtlCopyMemory(*Data, value->Data, value->DataLength);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Mask, 'mGrP');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES oa;
    HANDLE key;
    NTSTATUS status;
    PVOID paths;

    InitializeObjectAttributes(&oa, RegistryPath, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&key, KEY_READ, &oa);
    if (!NT_SUCCESS(status))
        return status;
    status = Query(key, L"Mask", REG_SZ, &Mask);
    if (NT_SUCCESS(status)) {
        status = Query(key, L"Paths", REG_MULTI_SZ, &paths);
        if (NT_SUCCESS(status))
            ExFreePoolWithTag(paths, 'mGrP');
    }
    ZwClose(key);
    DriverObject->DriverUnload = Unload;
    return status; /* expect: wdm-release-on-failure */
}
