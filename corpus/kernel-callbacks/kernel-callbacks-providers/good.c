#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static const GUID g_Provider = {0x6ad52b32, 0xd609, 0x4be9, {0xae, 0x07, 0xce, 0x8d, 0xae, 0x93, 0x7e, 0x39}};
static REGHANDLE g_Handle;
static PVOID g_Table;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Table);
    EtwUnregister(g_Handle);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    (VOID)EtwRegister(&g_Provider, NULL, NULL, &g_Handle);
    g_Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'lbaT');
    if (g_Table == NULL) {
        EtwUnregister(g_Handle);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}
