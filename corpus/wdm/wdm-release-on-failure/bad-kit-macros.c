/* As good-kit-macros.c, but the failing open forgets the block. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static PVOID g_Table;

static BOOLEAN IsGiven(PUNICODE_STRING Name)
{
    if (!ARGUMENT_PRESENT(Name)) {
        return FALSE;
    }
    return Name->Length > 0;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES where = RTL_CONSTANT_OBJECT_ATTRIBUTES(RegistryPath, OBJ_KERNEL_HANDLE);
    HANDLE key;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(DriverObject);
    g_Table = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'lbaT');
    if (g_Table == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (!IsGiven(RegistryPath)) {
        ExFreePoolWithTag(g_Table, 'lbaT');
        return STATUS_INVALID_PARAMETER;
    }
    status = ZwOpenKey(&key, KEY_READ, &where);
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-release-on-failure */
    }
    ZwClose(key);
    return STATUS_SUCCESS;
}
