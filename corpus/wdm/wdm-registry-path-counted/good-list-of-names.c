/* not-applicable */
/* A list of names (REG_MULTI_SZ) is walked twice: no step of that leads out of the block that it was read into. */
#include <ntddk.h>
#include <wchar.h>

DRIVER_INITIALIZE DriverEntry;

static NTSTATUS ReadNames(HANDLE Key, PUNICODE_STRING Value, PULONG Count, PSIZE_T Length)
{
    PKEY_VALUE_PARTIAL_INFORMATION value;
    PWCHAR name;
    NTSTATUS status;
    ULONG size, left;
    SIZE_T length;

    value = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, 'emaN');
    if (value == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = ZwQueryValueKey(Key, Value, KeyValuePartialInformation, value, PAGE_SIZE, &size);
    if (NT_SUCCESS(status)) {
        *Count = 0;
        for (name = (PWCHAR)value->Data; *name != L'\0'; name += wcslen(name) + 1)
            *Count += 1;
        name = (PWCHAR)value->Data;
        for (left = *Count; left > 0; left--) {
            length = wcslen(name) * sizeof(WCHAR);
            *Length += length;
            name = name + length / sizeof(WCHAR) + 1;
        }
    }
    ExFreePoolWithTag(value, 'emaN');
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING value = RTL_CONSTANT_STRING(L"Names");
    OBJECT_ATTRIBUTES attributes;
    SIZE_T length = 0;
    NTSTATUS status;
    ULONG count = 0;
    HANDLE key;

    UNREFERENCED_PARAMETER(DriverObject);
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status))
        return status;
    status = ReadNames(key, &value, &count, &length);
    ZwClose(key);
    if (NT_SUCCESS(status))
        DbgPrint("%u names, %Iu bytes\n", count, length);
    return status;
}
