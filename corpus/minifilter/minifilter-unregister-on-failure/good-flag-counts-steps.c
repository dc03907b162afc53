/* A switch that falls through undoes as many steps as were done. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

enum { NothingDone, LockMade, FilterRegistered, Running };

static struct {
    PFLT_FILTER Filter;
    ERESOURCE Lock;
    int Done;
} Steps;

static VOID Undo(VOID)
{
    switch (Steps.Done) {
    case Running:
    case FilterRegistered:
        FltUnregisterFilter(Steps.Filter);
        /* fall through */
    case LockMade:
        ExDeleteResourceLite(&Steps.Lock);
        break;
    default:
        break;
    }
    Steps.Done = NothingDone;
}

static NTSTATUS StepsUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    Undo();
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, StepsUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Steps.Done = NothingDone;
    ExInitializeResourceLite(&Steps.Lock);
    Steps.Done = LockMade;

    status = FltRegisterFilter(DriverObject, &Registration, &Steps.Filter);
    if (NT_SUCCESS(status)) {
        Steps.Done = FilterRegistered;
        status = FltStartFiltering(Steps.Filter);
    }
    if (NT_SUCCESS(status))
        Steps.Done = Running;
    else
        Undo();
    return status;
}
