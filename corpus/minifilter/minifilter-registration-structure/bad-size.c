/* A filter with an operation table and two kinds of context. */
#include <fltKernel.h>

#define STREAM_TAG 'mSxG'

DRIVER_INITIALIZE DriverEntry;

typedef struct _STREAM_NOTE {
    LARGE_INTEGER FirstSeen;
} STREAM_NOTE;

static PFLT_FILTER Filter;

static FLT_PREOP_CALLBACK_STATUS Before(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Context)
{
    UNREFERENCED_PARAMETER(Data);
    UNREFERENCED_PARAMETER(Objects);
    *Context = NULL;
    return FLT_PREOP_SUCCESS_WITH_CALLBACK;
}

static FLT_POSTOP_CALLBACK_STATUS After(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID Context,
                                        FLT_POST_OPERATION_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Data);
    UNREFERENCED_PARAMETER(Objects);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Flags);
    return FLT_POSTOP_FINISHED_PROCESSING;
}

static NTSTATUS TablesUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Filter);
    return STATUS_SUCCESS;
}

static const FLT_OPERATION_REGISTRATION Operations[] = {
    {IRP_MJ_CREATE, 0, Before, After},
    {IRP_MJ_READ, FLTFL_OPERATION_REGISTRATION_SKIP_PAGING_IO, Before, After},
    {IRP_MJ_SHUTDOWN, 0, Before, NULL},
    {IRP_MJ_OPERATION_END}
};

static const FLT_CONTEXT_REGISTRATION Contexts[] = {
    {FLT_STREAM_CONTEXT, 0, NULL, sizeof(STREAM_NOTE), STREAM_TAG},
    {FLT_INSTANCE_CONTEXT, 0, NULL, sizeof(ULONG), STREAM_TAG},
    {FLT_CONTEXT_END}
};

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_OPERATION_REGISTRATION),
    FLT_REGISTRATION_VERSION,
    0,
    Contexts,
    Operations,
    TablesUnload,
    NULL,
    NULL,
    NULL,
    NULL,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &Registration, &Filter); /* expect: minifilter-registration-structure */
    if (!NT_SUCCESS(status))
        return status;
    status = FltStartFiltering(Filter);
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(Filter);
    return status;
}

/* verdict: minifilter-registration-structure mf-reg-size violated */
/* verdict: minifilter-registration-structure mf-reg-version satisfied */
