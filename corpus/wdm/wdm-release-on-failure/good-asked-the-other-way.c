#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD WeirUnload;

static PVOID Name;

VOID WeirUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Name != NULL)
        ExFreePoolWithTag(Name, 'rieW');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    USHORT length = RegistryPath->Length;
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;
    HANDLE key;

    DriverObject->DriverUnload = WeirUnload;
    if (length > 260) {
        Name = ExAllocatePool2(POOL_FLAG_PAGED, length, 'rieW');
        if (Name == NULL)
            return STATUS_INSUFFICIENT_RESOURCES;
    }
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        if (length <= 260)
            return status;
        ExFreePoolWithTag(Name, 'rieW');
        return status;
    }
    ZwClose(key);
    return STATUS_SUCCESS;
}
