/* Which of two flags is raised is told by the registry; the cleanup asks one of them. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER Filter;

static NTSTATUS LarkUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Filter);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, LarkUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    BOOLEAN isKept = FALSE, isNoisy = FALSE;
    BOOLEAN *mode = &isNoisy;
    USHORT i;

    status = FltRegisterFilter(DriverObject, &Registration, &Filter);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    for (i = 0; i < RegistryPath->Length / sizeof(WCHAR); i++) {
        mode = RegistryPath->Buffer[i] == L'K' ? &isKept : &isNoisy;
    }
    status = FltStartFiltering(Filter);
    *mode = TRUE;
    if (!NT_SUCCESS(status) && !isKept) {
        FltUnregisterFilter(Filter);
    }
    return status; /* expect: minifilter-unregister-on-failure */
}
