#include <ntddk.h>

static BOOLEAN g_Compatible;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static NTSTATUS ReadMode(HANDLE Key, PULONG Mode)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"Mode");
    PKEY_VALUE_PARTIAL_INFORMATION value;
    ULONG length;
    NTSTATUS status;

    value = (PKEY_VALUE_PARTIAL_INFORMATION)ExAllocatePool2(POOL_FLAG_PAGED, 256, 'doMv');
    if (value == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = ZwQueryValueKey(Key, &name, KeyValuePartialInformation, value, 256, &length);
    if (NT_SUCCESS(status)) {
        *Mode = *(PULONG)value->Data;
    }
    ExFreePool(value);
    return status;
}

/* Without the value the default holds, whatever the reason. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HANDLE key;
    ULONG mode = 0;

    UNREFERENCED_PARAMETER(RegistryPath);
    if (NT_SUCCESS(IoOpenDriverRegistryKey(DriverObject, DriverRegKeyParameters, KEY_READ, 0, &key))) {
        if (NT_SUCCESS(ReadMode(key, &mode))) {
            g_Compatible = mode != 0;
        }
        ZwClose(key);
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
