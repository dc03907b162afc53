#include <fltKernel.h>

static PFLT_FILTER g_Filter;
DRIVER_INITIALIZE DriverEntry;
typedef struct _V {
    ULONG n;
} V;
typedef struct _S {
    LIST_ENTRY l;
} S;
static NTSTATUS FLTAPI Unload(FLT_FILTER_UNLOAD_FLAGS f)
{
    UNREFERENCED_PARAMETER(f);
    FltUnregisterFilter(g_Filter);
    return STATUS_SUCCESS;
}

static NTSTATUS FLTAPI Setup(PCFLT_RELATED_OBJECTS o, FLT_INSTANCE_SETUP_FLAGS f, DEVICE_TYPE t, FLT_FILESYSTEM_TYPE fs)
{
    V *v;
    NTSTATUS s;
    UNREFERENCED_PARAMETER(f);
    UNREFERENCED_PARAMETER(t);
    UNREFERENCED_PARAMETER(fs);
    s = FltAllocateContext(g_Filter, FLT_VOLUME_CONTEXT, sizeof(V), NonPagedPoolNx, (PFLT_CONTEXT *)&v);
    if (!NT_SUCCESS(s))
        return STATUS_FLT_DO_NOT_ATTACH;
    s = FltSetVolumeContext(o->Volume, FLT_SET_CONTEXT_KEEP_IF_EXISTS, v, NULL);
    FltReleaseContext(v);
    return STATUS_SUCCESS;
}

static const FLT_CONTEXT_REGISTRATION c_Ctx[] = {
    {.ContextType = FLT_VOLUME_CONTEXT, .Size = sizeof(V), .PoolTag = 'txtC'},
    {FLT_STREAM_CONTEXT, 0, NULL, 16, 'a'},
    {FLT_STREAM_CONTEXT, 0, NULL, 32, 'b'},
    {FLT_STREAM_CONTEXT, 0, NULL, 64, 'c'},
    {FLT_STREAM_CONTEXT, 0, NULL, FLT_VARIABLE_SIZED_CONTEXTS, 'd'},
    {FLT_CONTEXT_END}};
static const FLT_REGISTRATION c_Reg = {sizeof(FLT_REGISTRATION),
                                       FLT_REGISTRATION_VERSION,
                                       FLTFL_REGISTRATION_SUPPORT_NPFS_MSFS,
                                       c_Ctx,
                                       NULL,
                                       Unload,
                                       Setup};
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &c_Reg, &g_Filter);
    FLT_ASSERT(NT_SUCCESS(status));
    if (!NT_SUCCESS(status))
        return status;
    status = FltStartFiltering(g_Filter);
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(g_Filter);
    return status;
}
