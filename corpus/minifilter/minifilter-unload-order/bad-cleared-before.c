#include <fltKernel.h>

typedef struct _WATCH {
    PFLT_FILTER Filter;
    ERESOURCE Lock;
} WATCH;

static WATCH g_Watch;

static NTSTATUS FLTAPI WatchUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    g_Watch.Filter = NULL;
    FltUnregisterFilter(g_Watch.Filter); /* expect: minifilter-unload-order */
    return STATUS_SUCCESS;
}

static const FLT_OPERATION_REGISTRATION g_Operations[] = {{IRP_MJ_OPERATION_END}};
static const FLT_REGISTRATION g_Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, g_Operations, WatchUnload,
};

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &g_Registration, &g_Watch.Filter);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = FltStartFiltering(g_Watch.Filter);
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(g_Watch.Filter);
    }
    return status;
}
