/* The failing path calls the driver's own unload routine, which may run at any state. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER Filter;
static ERESOURCE Lock;
static BOOLEAN HasLock;

static NTSTATUS AnytimeUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    if (Filter != NULL) {
        FltUnregisterFilter(Filter);
        Filter = NULL;
    }
    if (HasLock) {
        ExDeleteResourceLite(&Lock);
        HasLock = FALSE;
    }
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, AnytimeUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = ExInitializeResourceLite(&Lock);
    if (!NT_SUCCESS(status))
        return status;
    HasLock = TRUE;

    status = FltRegisterFilter(DriverObject, &Registration, &Filter);
    if (NT_SUCCESS(status))
        status = FltStartFiltering(Filter);
    if (!NT_SUCCESS(status))
        AnytimeUnload(0);
    return status;
}
