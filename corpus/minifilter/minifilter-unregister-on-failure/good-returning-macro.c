/* The returns hide in macros, and the status is mapped to one of the driver's own. */
#include <fltKernel.h>

#define BAIL_IF_FAILED(expression)        \
    do {                                  \
        status = (expression);            \
        if (!NT_SUCCESS(status))          \
            goto Exit;                    \
    } while (0)

DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER Filter;

static NTSTATUS MacroUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Filter);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, MacroUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    BOOLEAN registered = FALSE;

    UNREFERENCED_PARAMETER(RegistryPath);
    BAIL_IF_FAILED(FltRegisterFilter(DriverObject, &Registration, &Filter));
    registered = TRUE;
    BAIL_IF_FAILED(FltStartFiltering(Filter));
    return STATUS_SUCCESS;

Exit:
    if (registered)
        FltUnregisterFilter(Filter);
    return STATUS_UNSUCCESSFUL;
}
