/* The structure lives on the stack: the filter manager copies what it needs. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER Filter;

static FLT_PREOP_CALLBACK_STATUS Before(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Context)
{
    UNREFERENCED_PARAMETER(Data);
    UNREFERENCED_PARAMETER(Objects);
    *Context = NULL;
    return FLT_PREOP_SUCCESS_NO_CALLBACK;
}

static NTSTATUS StackUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Filter);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    FLT_OPERATION_REGISTRATION operations[3];
    FLT_REGISTRATION registration;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    RtlZeroMemory(operations, sizeof(operations));
    operations[0].MajorFunction = IRP_MJ_READ;
    operations[0].PreOperation = Before;
    operations[1].MajorFunction = IRP_MJ_WRITE;
    operations[1].PreOperation = Before;

    RtlZeroMemory(&registration, sizeof(registration));
    registration.Size = sizeof(registration);
    registration.Version = FLT_REGISTRATION_VERSION;
    registration.OperationRegistration = operations;
    registration.FilterUnloadCallback = StackUnload;

    status = FltRegisterFilter(DriverObject, &registration, &Filter); /* expect: minifilter-registration-structure */
    if (!NT_SUCCESS(status))
        return status;
    status = FltStartFiltering(Filter);
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(Filter);
    return status;
}
