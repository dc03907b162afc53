#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

static ULONG g_Values;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    PKEY_FULL_INFORMATION information;
    HANDLE key;
    ULONG size;

    UNREFERENCED_PARAMETER(DriverObject);
    information = ExAllocatePool2(POOL_FLAG_PAGED, 256, 'ofnI');
    if (information == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    if (NT_SUCCESS(ZwOpenKey(&key, KEY_READ, &attributes))) {
        if (NT_SUCCESS(ZwQueryKey(key, KeyFullInformation, information, 256, &size))) {
            g_Values = information->Values;
        }
        ZwClose(key);
    }
    return STATUS_SUCCESS; /* expect: wdm-init-memory-freed */
}
