/* Which bits the entry has left in the word is not followed: a routine in another file writes to it. */
/* verdict: minifilter-unload-order mf-unload-unregister undetermined */
#include "watch.h"

WATCH_DATA Watch;

DRIVER_INITIALIZE DriverEntry;

static VOID Undo(VOID)
{
    if (FlagOn(Watch.Have, HAVE_WATCH))
        PsSetCreateProcessNotifyRoutineEx(OnProcess, TRUE);
    if (FlagOn(Watch.Have, HAVE_FILTER))
        FltUnregisterFilter(Watch.Filter);
}

static NTSTATUS FLTAPI Unload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    Undo();
    return STATUS_SUCCESS;
}

static const FLT_OPERATION_REGISTRATION Operations[] = {{IRP_MJ_OPERATION_END}};
static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, Operations, Unload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &Registration, &Watch.Filter);
    if (!NT_SUCCESS(status))
        goto done;
    Watch.Have |= HAVE_FILTER;
    status = PsSetCreateProcessNotifyRoutineEx(OnProcess, FALSE);
    if (!NT_SUCCESS(status))
        goto done;
    Watch.Have |= HAVE_WATCH;
    status = FltStartFiltering(Watch.Filter);
done:
    if (!NT_SUCCESS(status))
        Undo();
    return status;
}
