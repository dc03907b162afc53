/* The block list that the pre-create callback reads is freed in unload. */
#include <fltKernel.h>

#define LIST_TAG 'tsLB'

DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER Filter;
static PULONG Blocked;
static ULONG BlockedCount = 16;

static FLT_PREOP_CALLBACK_STATUS BlockCreate(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Context)
{
    ULONG i;

    UNREFERENCED_PARAMETER(Objects);
    UNREFERENCED_PARAMETER(Context);
    for (i = 0; i < BlockedCount; i++) {
        if (Blocked[i] == FltGetRequestorProcessId(Data)) {
            Data->IoStatus.Status = STATUS_ACCESS_DENIED;
            Data->IoStatus.Information = 0;
            return FLT_PREOP_COMPLETE;
        }
    }
    return FLT_PREOP_SUCCESS_NO_CALLBACK;
}

static NTSTATUS BlockUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Filter);
    ExFreePoolWithTag(Blocked, LIST_TAG);
    return STATUS_SUCCESS;
}

static const FLT_OPERATION_REGISTRATION Operations[] = {
    {IRP_MJ_CREATE, 0, BlockCreate, NULL},
    {IRP_MJ_OPERATION_END}
};

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, Operations, BlockUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Blocked = ExAllocatePool2(POOL_FLAG_NON_PAGED, BlockedCount * sizeof(ULONG), LIST_TAG);
    if (Blocked == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;

    status = FltRegisterFilter(DriverObject, &Registration, &Filter);
    if (NT_SUCCESS(status)) {
        status = FltStartFiltering(Filter);
        if (!NT_SUCCESS(status))
            FltUnregisterFilter(Filter);
    }
    if (!NT_SUCCESS(status))
        ExFreePoolWithTag(Blocked, LIST_TAG);
    return status;
}
