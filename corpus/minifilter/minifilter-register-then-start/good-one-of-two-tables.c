/* Registers for reads, and for writes too where it wants them. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER Filter;
static BOOLEAN WantsWrites = TRUE;

static FLT_PREOP_CALLBACK_STATUS Look(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Context)
{
    UNREFERENCED_PARAMETER(Data);
    UNREFERENCED_PARAMETER(Objects);
    *Context = NULL;
    return FLT_PREOP_SUCCESS_NO_CALLBACK;
}

static NTSTATUS TableUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Filter);
    return STATUS_SUCCESS;
}

static const FLT_OPERATION_REGISTRATION Reads[] = {{IRP_MJ_READ, 0, Look, NULL}, {IRP_MJ_OPERATION_END}};
static const FLT_OPERATION_REGISTRATION Both[] = {
    {IRP_MJ_READ, 0, Look, NULL},
    {IRP_MJ_WRITE, 0, Look, NULL},
    {IRP_MJ_OPERATION_END}
};
static const FLT_REGISTRATION ForReads = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, Reads, TableUnload,
};
static const FLT_REGISTRATION ForBoth = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, Both, TableUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, WantsWrites ? &ForBoth : &ForReads, &Filter);
    if (!NT_SUCCESS(status))
        return status;
    status = FltStartFiltering(Filter);
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(Filter);
    return status;
}
