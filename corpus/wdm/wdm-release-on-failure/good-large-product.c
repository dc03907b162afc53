#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SluiceUnload;

static PVOID Spill;

VOID SluiceUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Spill != NULL)
        ExFreePoolWithTag(Spill, 'iulS');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG hash = RegistryPath->Length * 70000u;
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;
    HANDLE key;

    DriverObject->DriverUnload = SluiceUnload;
    if (hash > 0x80000000u) {
        Spill = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'iulS');
        if (Spill == NULL)
            return STATUS_INSUFFICIENT_RESOURCES;
    }
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        if (hash > 0x80000000u)
            ExFreePoolWithTag(Spill, 'iulS');
        return status;
    }
    ZwClose(key);
    return STATUS_SUCCESS;
}
