#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;
static FLT_FILTER_UNLOAD_CALLBACK BrakeUnload;

static PFLT_FILTER Filter;
static PVOID Cache;
static BOOLEAN Busy;

static const FLT_OPERATION_REGISTRATION Operations[] = {{IRP_MJ_OPERATION_END}};
static const FLT_REGISTRATION Registration = {.Size = sizeof(FLT_REGISTRATION),
                                              .Version = FLT_REGISTRATION_VERSION,
                                              .OperationRegistration = Operations,
                                              .FilterUnloadCallback = BrakeUnload};

static NTSTATUS FLTAPI BrakeUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    if (Busy && !FlagOn(Flags, FLTFL_FILTER_UNLOAD_MANDATORY)) {
        Busy = FALSE;
        return STATUS_FLT_DO_NOT_DETACH;
    }
    FltUnregisterFilter(Filter);
    if (!Busy)
        ExFreePoolWithTag(Cache, 'karB');
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Cache = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'karB');
    if (Cache == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Busy = TRUE;
    status = FltRegisterFilter(DriverObject, &Registration, &Filter);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(Cache, 'karB');
        return status;
    }
    status = FltStartFiltering(Filter);
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(Filter);
        ExFreePoolWithTag(Cache, 'karB');
    }
    return status;
}
