#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static REGHANDLE g_Provider;
static const GUID g_ProviderId = {0x1f2e3d4c, 0x5b6a, 0x4788, {0x90, 0xa1, 0xb2, 0xc3, 0xd4, 0xe5, 0xf6, 0x07}};
static PVOID g_Table;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    EtwUnregister(g_Provider);
    ExFreePoolWithTag(g_Table, 'lbaT');
}

/* A driver whose events cannot be registered works all the same. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Table = ExAllocatePool2(POOL_FLAG_PAGED, 512, 'lbaT');
    if (g_Table == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    if (!NT_SUCCESS(EtwRegister(&g_ProviderId, NULL, NULL, &g_Provider)))
        g_Provider = 0;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
/* not-applicable */
