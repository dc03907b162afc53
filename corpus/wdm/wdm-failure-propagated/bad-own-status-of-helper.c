#include <ntddk.h>

/* What a helper that runs behind the failure sets its own status to says nothing of it. */
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static ULONG Failures;

static VOID OnThread(HANDLE ProcessId, HANDLE ThreadId, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(ThreadId);
    UNREFERENCED_PARAMETER(Create);
}

static NTSTATUS CountFailure(VOID)
{
    NTSTATUS status;

    status = STATUS_SUCCESS;
    if (++Failures > 10)
        status = STATUS_TOO_MANY_COMMANDS;
    return status;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PsRemoveCreateThreadNotifyRoutine(OnThread);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = PsSetCreateThreadNotifyRoutine(OnThread);
    if (!NT_SUCCESS(status))
        (void)CountFailure();
    return STATUS_SUCCESS; /* expect: wdm-failure-propagated */
}
