/* What a callback calls in another file allocates a type of context that the table of that file does not have. */
#include "scanner.h"

PFLT_FILTER Filter;

DRIVER_INITIALIZE DriverEntry;

static FLT_PREOP_CALLBACK_STATUS PreCreate(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Completion)
{
    UNREFERENCED_PARAMETER(Data);
    UNREFERENCED_PARAMETER(Completion);
    (VOID)AttachContext(Objects);
    return FLT_PREOP_SUCCESS_NO_CALLBACK;
}

static NTSTATUS Unload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Filter);
    return STATUS_SUCCESS;
}

static const FLT_OPERATION_REGISTRATION Callbacks[] = {
    {IRP_MJ_CREATE, 0, PreCreate, NULL},
    {IRP_MJ_OPERATION_END},
};

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, Contexts, Callbacks, Unload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &Registration, &Filter); /* expect: minifilter-contexts */
    if (!NT_SUCCESS(status))
        return status;
    status = FltStartFiltering(Filter);
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(Filter);
    return status;
}
