/* A helper starts and tidies up after itself. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER Filter;

static NTSTATUS TidyUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Filter);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, TidyUnload,
};

static NTSTATUS StartOrUnregister(VOID)
{
    NTSTATUS status = FltStartFiltering(Filter);

    if (!NT_SUCCESS(status))
        FltUnregisterFilter(Filter);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &Registration, &Filter);
    if (!NT_SUCCESS(status))
        return status;
    status = StartOrUnregister();
    if (!NT_SUCCESS(status))
        status = FltStartFiltering(Filter); /* expect: minifilter-unregister-on-failure */
    return status;
}
