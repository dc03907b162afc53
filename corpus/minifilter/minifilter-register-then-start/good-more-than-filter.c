/* The driver follows processes; it filters as well where there is more than one processor. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PFLT_FILTER Filter;

static VOID ProcessNotify(PEPROCESS Process, HANDLE ProcessId, PPS_CREATE_NOTIFY_INFO Info)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(Info);
}

static VOID StopFollowing(VOID)
{
    PsSetCreateProcessNotifyRoutineEx(ProcessNotify, TRUE);
}

static NTSTATUS FLTAPI FilterUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Filter);
    StopFollowing();
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, FilterUnload,
};

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    StopFollowing();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = PsSetCreateProcessNotifyRoutineEx(ProcessNotify, FALSE);
    if (!NT_SUCCESS(status))
        return status;
    if (KeQueryActiveProcessorCount(NULL) > 1) {
        status = FltRegisterFilter(DriverObject, &Registration, &Filter);
        if (NT_SUCCESS(status)) {
            status = FltStartFiltering(Filter);
            if (!NT_SUCCESS(status))
                FltUnregisterFilter(Filter);
        }
        if (!NT_SUCCESS(status))
            PsSetCreateProcessNotifyRoutineEx(ProcessNotify, TRUE);
    }
    return status;
}
