/* Unload wants the handle, but the handle was a local. */
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

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    PFLT_FILTER filter = NULL;

    UNREFERENCED_PARAMETER(RegistryPath);
    InitializeListHead(&Globals.Instances);
    Globals.DriverObject = DriverObject;
    status = FltRegisterFilter(DriverObject, &Registration, &filter); /* expect: minifilter-register-then-start */
    if (!NT_SUCCESS(status))
        return status;
    status = FltStartFiltering(filter);
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(filter);
    return status;
}
