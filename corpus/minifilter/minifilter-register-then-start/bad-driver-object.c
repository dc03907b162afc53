/* Keeps the driver object, but registers before it has it. */
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

    UNREFERENCED_PARAMETER(RegistryPath);
    InitializeListHead(&Globals.Instances);
    status = FltRegisterFilter(Globals.DriverObject, &Registration, &Globals.Filter); /* expect: minifilter-register-then-start */
    if (!NT_SUCCESS(status))
        return status;
    Globals.DriverObject = DriverObject;
    status = FltStartFiltering(Globals.Filter);
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(Globals.Filter);
    return status;
}
