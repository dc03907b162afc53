#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static REGHANDLE g_Provider;
static const GUID g_ProviderId = {0x8a7b6c5d, 0x4e3f, 0x4120, {0x91, 0x82, 0x73, 0x64, 0x55, 0x46, 0x37, 0x28}};
static PVOID g_Table;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Table, 'lbaT');
    EtwUnregister(g_Provider);
}

/* Whether the registration succeeds is nobody's business; that it is taken back is. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    (void)EtwRegister(&g_ProviderId, NULL, NULL, &g_Provider);
    g_Table = ExAllocatePool2(POOL_FLAG_PAGED, 512, 'lbaT');
    if (g_Table == NULL) {
        EtwUnregister(g_Provider);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
