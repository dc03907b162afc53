#include <ntddk.h>

/* Where the second key is not opened, the slot still has the first one, which is closed twice then. */
DRIVER_INITIALIZE DriverEntry;

static NTSTATUS ReadSettings(PUNICODE_STRING Path)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE key = NULL, first;

    InitializeObjectAttributes(&attributes, Path, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    if (!NT_SUCCESS(ZwOpenKey(&key, KEY_READ, &attributes)))
        return STATUS_SUCCESS;
    first = key;
    (void)ZwOpenKey(&key, KEY_QUERY_VALUE, &attributes);
    ZwClose(key); /* expect: wdm-status-tested */
    ZwClose(first); /* expect: wdm-close-handles */
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    return ReadSettings(RegistryPath);
}
