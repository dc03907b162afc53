/* The table of operations is filled at run time, and has room for one more. */
#include <fltKernel.h>

static PFLT_FILTER SpareFilter;
static FLT_OPERATION_REGISTRATION SpareOperations[3];
static FLT_REGISTRATION SpareRegistration;

FLT_PREOP_CALLBACK_STATUS FLTAPI SparePreCreate(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Context);

static NTSTATUS FLTAPI SpareUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(SpareFilter);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    RtlZeroMemory(SpareOperations, sizeof(SpareOperations));
    SpareOperations[0].MajorFunction = IRP_MJ_CREATE;
    SpareOperations[0].PreOperation = SparePreCreate;
    SpareOperations[1].MajorFunction = IRP_MJ_OPERATION_END;
    RtlZeroMemory(&SpareRegistration, sizeof(SpareRegistration));
    SpareRegistration.Size = sizeof(FLT_REGISTRATION);
    SpareRegistration.Version = FLT_REGISTRATION_VERSION;
    SpareRegistration.OperationRegistration = SpareOperations;
    SpareRegistration.FilterUnloadCallback = SpareUnload;
    status = FltRegisterFilter(DriverObject, &SpareRegistration, &SpareFilter);
    if (!NT_SUCCESS(status))
        return status;
    status = FltStartFiltering(SpareFilter);
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(SpareFilter);
    return status;
}
