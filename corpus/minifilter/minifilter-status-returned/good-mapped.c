/* Any failure becomes one status of the driver's own. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER Filter;

static NTSTATUS MappedUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Filter);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, MappedUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    if (FltRegisterFilter(DriverObject, &Registration, &Filter) != STATUS_SUCCESS)
        return STATUS_FAILED_DRIVER_ENTRY;
    if (NT_SUCCESS(FltStartFiltering(Filter)))
        return STATUS_SUCCESS;
    FltUnregisterFilter(Filter);
    return STATUS_FAILED_DRIVER_ENTRY;
}
