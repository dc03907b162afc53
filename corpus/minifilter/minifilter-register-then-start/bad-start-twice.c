/* Starts in a helper and once more at the end. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

typedef struct _GLOBALS {
    PDRIVER_OBJECT DriverObject;
    PFLT_FILTER Filter;
    LIST_ENTRY Instances;
} GLOBALS;

static GLOBALS Globals;

static NTSTATUS WatchUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Globals.Filter);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, WatchUnload,
};

static NTSTATUS Go(PFLT_FILTER Filter)
{
    return FltStartFiltering(Filter);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    InitializeListHead(&Globals.Instances);
    Globals.DriverObject = DriverObject;
    status = FltRegisterFilter(DriverObject, &Registration, &Globals.Filter);
    if (!NT_SUCCESS(status))
        return status;
    status = Go(Globals.Filter);
    if (NT_SUCCESS(status))
        status = FltStartFiltering(Globals.Filter); /* expect: minifilter-register-then-start */
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(Globals.Filter);
    return status;
}
