/* The Nt names of the services, called in kernel mode, give the same handles. */
#include <ntifs.h>

static ULONG g_Retries = 3;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UCHAR buffer[64];
    PKEY_VALUE_PARTIAL_INFORMATION value = (PKEY_VALUE_PARTIAL_INFORMATION)buffer;
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"Retries");
    OBJECT_ATTRIBUTES attributes;
    HANDLE key;
    ULONG length;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    status = NtOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = NtQueryValueKey(key, &name, KeyValuePartialInformation, value, sizeof(buffer), &length);
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-close-handles */
    }
    g_Retries = *(PULONG)value->Data;
    NtClose(key);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
