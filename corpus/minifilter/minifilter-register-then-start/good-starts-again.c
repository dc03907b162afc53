/* Where the wide registration cannot be served, the filter is taken back and the narrow one started. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER Filter;

static NTSTATUS BasinUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Filter);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Wide = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, BasinUnload,
};
static const FLT_REGISTRATION Narrow = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, FLTFL_REGISTRATION_DO_NOT_SUPPORT_SERVICE_STOP, NULL, NULL,
    BasinUnload,
};

static NTSTATUS Start(PDRIVER_OBJECT DriverObject, const FLT_REGISTRATION *Registration)
{
    NTSTATUS status = FltRegisterFilter(DriverObject, Registration, &Filter);

    if (!NT_SUCCESS(status))
        return status;
    status = FltStartFiltering(Filter);
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(Filter);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = Start(DriverObject, &Wide);

    UNREFERENCED_PARAMETER(RegistryPath);
    if (!NT_SUCCESS(status))
        return status;
    if (RtlIsNtDdiVersionAvailable(NTDDI_WIN8)) {
        FltUnregisterFilter(Filter);
        status = Start(DriverObject, &Narrow);
    }
    return status;
}
