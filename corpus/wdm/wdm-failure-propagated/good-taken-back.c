#include <ntddk.h>

/* Whether notifications can be had is tried; the removal goes by the same routine, and is no step that the driver
 * needs. */
static BOOLEAN g_CanNotify;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static VOID OnProcess(HANDLE ParentId, HANDLE ProcessId, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(ParentId);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(Create);
}

static VOID OnProcessEx(PEPROCESS Process, HANDLE ProcessId, PPS_CREATE_NOTIFY_INFO Info)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(Info);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static NTSTATUS SetNotify(BOOLEAN Remove)
{
    return PsSetCreateProcessNotifyRoutineEx(OnProcessEx, Remove);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = PsSetCreateProcessNotifyRoutine(OnProcess, FALSE);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    g_CanNotify = TRUE;
    PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);
    status = SetNotify(FALSE);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = SetNotify(TRUE);
    if (!NT_SUCCESS(status)) {
        DbgPrint("still notified: 0x%08x\n", status);
    }
    return STATUS_SUCCESS;
}
