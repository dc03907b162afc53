#include <fltKernel.h>

/* A flag word says what there is. What is returned is kept in a variable of its own, here and in the unload routine. */
#define HAVE_FILTER 0x1

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
    NTSTATUS result;

    UNREFERENCED_PARAMETER(Flags);
    Cleanup();
    result = STATUS_SUCCESS;
    return result;
}

static const FLT_OPERATION_REGISTRATION Operations[] = {{IRP_MJ_OPERATION_END}};

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, Operations, Unload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS result, status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &Registration, &g_Filter);
    if (!NT_SUCCESS(status)) {
        result = status;
        goto Exit;
    }
    SetFlag(g_Have, HAVE_FILTER);
    status = FltStartFiltering(g_Filter);
    if (!NT_SUCCESS(status))
        Cleanup();
    result = status;

Exit:
    return result;
}
