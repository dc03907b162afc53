#include <ntddk.h>

/* The system's version does not change while it runs: what was registered for it is removed for it. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static LARGE_INTEGER g_Cookie;
static PVOID g_Log;

static BOOLEAN IsRecent(VOID)
{
    return RtlIsNtDdiVersionAvailable(NTDDI_WIN8);
}

static NTSTATUS OnRegistry(PVOID Context, PVOID Class, PVOID Information)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Class);
    UNREFERENCED_PARAMETER(Information);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (IsRecent())
        CmUnRegisterCallback(g_Cookie);
    ExFreePoolWithTag(g_Log, 'goLV');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    if (IsRecent()) {
        status = CmRegisterCallback(OnRegistry, NULL, &g_Cookie);
        if (!NT_SUCCESS(status))
            return status;
    }
    g_Log = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'goLV');
    if (g_Log == NULL) {
        if (IsRecent())
            CmUnRegisterCallback(g_Cookie);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}
