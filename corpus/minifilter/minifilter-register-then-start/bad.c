/* Counts the files that are opened. In audit mode it registers, but forgets to start. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static struct {
    PFLT_FILTER Filter;
    volatile LONG Opened;
    ULONG AuditOnly;
} Counter;

static FLT_PREOP_CALLBACK_STATUS CountOpen(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Context)
{
    UNREFERENCED_PARAMETER(Data);
    UNREFERENCED_PARAMETER(Objects);
    UNREFERENCED_PARAMETER(Context);
    InterlockedIncrement(&Counter.Opened);
    return FLT_PREOP_SUCCESS_NO_CALLBACK;
}

static NTSTATUS CounterUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Counter.Filter);
    return STATUS_SUCCESS;
}

static const FLT_OPERATION_REGISTRATION Operations[] = {
    {IRP_MJ_CREATE, 0, CountOpen, NULL},
    {IRP_MJ_OPERATION_END}
};

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, Operations, CounterUnload,
};

static ULONG ReadAuditFlag(PUNICODE_STRING RegistryPath)
{
    ULONG value = 0;
    RTL_QUERY_REGISTRY_TABLE table[2];

    RtlZeroMemory(table, sizeof(table));
    table[0].Flags = RTL_QUERY_REGISTRY_DIRECT;
    table[0].Name = L"AuditOnly";
    table[0].EntryContext = &value;
    if (!NT_SUCCESS(RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, RegistryPath->Buffer, table, NULL, NULL)))
        return 0;
    return value;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    Counter.AuditOnly = ReadAuditFlag(RegistryPath);
    status = FltRegisterFilter(DriverObject, &Registration, &Counter.Filter);
    if (!NT_SUCCESS(status))
        return status;
    if (Counter.AuditOnly)
        return STATUS_SUCCESS; /* expect: minifilter-register-then-start */
    status = FltStartFiltering(Counter.Filter);
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(Counter.Filter);
    return status;
}

/* verdict: minifilter-register-then-start mf-start violated */
/* verdict: minifilter-register-then-start mf-register satisfied */
