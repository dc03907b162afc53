#include <fltKernel.h>

typedef struct _VOLUME_STATE {
    PVOID Log;
} VOLUME_STATE, *PVOLUME_STATE;

static PFLT_FILTER Filter;
static PVOLUME_STATE State;

DRIVER_INITIALIZE DriverEntry;

/* The filter manager runs it when the last reference to the context goes, but it leaves the log. */
static VOID StateCleanup(PFLT_CONTEXT Context, FLT_CONTEXT_TYPE ContextType)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(ContextType);
}

static NTSTATUS FilterUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    ExFreePoolWithTag(State->Log, 'tatS');
    FltReleaseContext(State);
    FltUnregisterFilter(Filter);
    return STATUS_SUCCESS;
}

static const FLT_CONTEXT_REGISTRATION Contexts[] = {
    {FLT_VOLUME_CONTEXT, 0, StateCleanup, sizeof(VOLUME_STATE), 'tatS'},
    {FLT_CONTEXT_END}
};

static const FLT_REGISTRATION Registration = {
    .Size = sizeof(FLT_REGISTRATION),
    .Version = FLT_REGISTRATION_VERSION,
    .ContextRegistration = Contexts,
    .FilterUnloadCallback = FilterUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &Registration, &Filter);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = FltAllocateContext(Filter, FLT_VOLUME_CONTEXT, sizeof(VOLUME_STATE), NonPagedPool, (PFLT_CONTEXT *)&State);
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(Filter);
        return status;
    }
    State->Log = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'tatS');
    if (State->Log == NULL) {
        FltReleaseContext(State);
        FltUnregisterFilter(Filter);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = FltStartFiltering(Filter);
    if (!NT_SUCCESS(status)) {
        FltReleaseContext(State);
        FltUnregisterFilter(Filter);
        return status; /* expect: wdm-release-on-failure */
    }
    return status;
}
