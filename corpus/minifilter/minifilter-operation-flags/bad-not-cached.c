#include <fltKernel.h>

static PFLT_FILTER g_Filter;
DRIVER_INITIALIZE DriverEntry;
static NTSTATUS FLTAPI Unload(FLT_FILTER_UNLOAD_FLAGS f)
{
    UNREFERENCED_PARAMETER(f);
    FltUnregisterFilter(g_Filter);
    return STATUS_SUCCESS;
}

static FLT_PREOP_CALLBACK_STATUS FLTAPI Pre(PFLT_CALLBACK_DATA d, PCFLT_RELATED_OBJECTS o, PVOID *c)
{
    UNREFERENCED_PARAMETER(d);
    UNREFERENCED_PARAMETER(o);
    *c = NULL;
    return FLT_PREOP_SUCCESS_NO_CALLBACK;
}

static const FLT_OPERATION_REGISTRATION c_Ops[] = {
    {IRP_MJ_CLEANUP, FLTFL_OPERATION_REGISTRATION_SKIP_NON_CACHED_NON_PAGING_IO, Pre, NULL}, {IRP_MJ_OPERATION_END}};
static const FLT_REGISTRATION c_Reg = {sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, c_Ops, Unload};
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &c_Reg, &g_Filter); /* expect: minifilter-operation-flags */
    if (status == STATUS_SUCCESS) {
        status = FltStartFiltering(g_Filter);
        if (status != STATUS_SUCCESS)
            FltUnregisterFilter(g_Filter);
    }
    return status;
}
