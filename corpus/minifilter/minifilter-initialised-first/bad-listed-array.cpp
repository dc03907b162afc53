#include <fltKernel.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER g_filter;
static FAST_MUTEX g_guard;
static ULONG g_opened;

static FLT_PREOP_CALLBACK_STATUS FLTAPI BeforeCreate(PFLT_CALLBACK_DATA, PCFLT_RELATED_OBJECTS, PVOID *)
{
    ExAcquireFastMutex(&g_guard);
    g_opened++;
    ExReleaseFastMutex(&g_guard);
    return FLT_PREOP_SUCCESS_NO_CALLBACK;
}

static NTSTATUS FLTAPI Detach(FLT_FILTER_UNLOAD_FLAGS)
{
    FltUnregisterFilter(g_filter);
    return STATUS_SUCCESS;
}

/* In a list of C++ the array stands as it is written. */
static const FLT_OPERATION_REGISTRATION c_operations[] = {
    {IRP_MJ_CREATE, 0, BeforeCreate, nullptr},
    {IRP_MJ_OPERATION_END},
};

static const FLT_REGISTRATION c_registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, nullptr, c_operations, Detach,
};

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);

    NTSTATUS status = FltRegisterFilter(DriverObject, &c_registration, &g_filter);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = FltStartFiltering(g_filter);
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(g_filter);
        return status;
    }
    ExInitializeFastMutex(&g_guard); /* expect: minifilter-initialised-first */
    return STATUS_SUCCESS;
}
