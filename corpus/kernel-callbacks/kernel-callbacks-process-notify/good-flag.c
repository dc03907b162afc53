#include <ntddk.h>

static BOOLEAN g_ProcessNotified;
static PVOID g_Table;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static VOID OnProcess(HANDLE ParentId, HANDLE ProcessId, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(ParentId);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(Create);
}

static VOID StopNotifications(VOID)
{
    if (g_ProcessNotified) {
        PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);
        g_ProcessNotified = FALSE;
    }
    if (g_Table) {
        ExFreePool(g_Table);
        g_Table = NULL;
    }
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    StopNotifications();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = PsSetCreateProcessNotifyRoutine(OnProcess, FALSE);
    if (!NT_SUCCESS(status)) {
        goto out;
    }
    g_ProcessNotified = TRUE;
    g_Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'baTn');
    if (g_Table == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto out;
    }
    DriverObject->DriverUnload = Unload;

out:
    if (!NT_SUCCESS(status)) {
        StopNotifications();
    }
    return status;
}
