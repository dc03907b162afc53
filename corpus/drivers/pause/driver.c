/* A filter whose callback sets the flag that the unload routine asks, too: which it finds there is not followed. */
/* verdict: minifilter-unload-order mf-unload-unregister undetermined */
#include <fltKernel.h>

typedef struct { PFLT_FILTER Filter; BOOLEAN Registered; BOOLEAN Paused; } GLOBALS;
static GLOBALS G;

DRIVER_INITIALIZE DriverEntry;

static FLT_PREOP_CALLBACK_STATUS PreWrite(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Context)
{
    UNREFERENCED_PARAMETER(Data);
    UNREFERENCED_PARAMETER(Objects);
    UNREFERENCED_PARAMETER(Context);
    if (G.Paused)
        G.Registered = TRUE;
    return FLT_PREOP_SUCCESS_NO_CALLBACK;
}

static NTSTATUS FilterUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    if (G.Registered)
        FltUnregisterFilter(G.Filter);
    return STATUS_SUCCESS;
}

static const FLT_OPERATION_REGISTRATION Ops[] = {{IRP_MJ_WRITE, 0, PreWrite, NULL}, {IRP_MJ_OPERATION_END}};
static const FLT_REGISTRATION Registration = {sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, Ops, FilterUnload};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &Registration, &G.Filter);
    if (!NT_SUCCESS(status))
        return status;
    G.Registered = TRUE;
    status = FltStartFiltering(G.Filter);
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(G.Filter);
        G.Registered = FALSE;
    }
    return status;
}
