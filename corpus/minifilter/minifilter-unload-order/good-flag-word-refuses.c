#include <fltKernel.h>

/* A flag word says what there is. Where the optional part is there, the filter may refuse to go; it changes nothing
 * then. */
#define HAVE_FILTER 0x1
#define HAVE_AUDIT 0x2

DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER g_Filter;
static ULONG g_Have;

static VOID Cleanup(VOID)
{
    if (FlagOn(g_Have, HAVE_FILTER)) {
        FltUnregisterFilter(g_Filter);
        ClearFlag(g_Have, HAVE_FILTER);
    }
}

static NTSTATUS FLTAPI Unload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    if (FlagOn(g_Have, HAVE_AUDIT) && !FlagOn(Flags, FLTFL_FILTER_UNLOAD_MANDATORY))
        return STATUS_FLT_DO_NOT_DETACH;
    Cleanup();
    return STATUS_SUCCESS;
}

static const FLT_OPERATION_REGISTRATION Operations[] = {{IRP_MJ_OPERATION_END}};

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, Operations, Unload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &Registration, &g_Filter);
    if (!NT_SUCCESS(status))
        return status;
    SetFlag(g_Have, HAVE_FILTER);
    if (NT_SUCCESS(RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Audit")))
        SetFlag(g_Have, HAVE_AUDIT);
    status = FltStartFiltering(g_Filter);
    if (!NT_SUCCESS(status))
        Cleanup();
    return status;
}
