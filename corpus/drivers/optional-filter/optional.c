/* The driver stays without a filter where it is told to, and its flag says so when it goes: whether the routine may go
 * on without unregistering hangs on which success came before. */
/* verdict: minifilter-unload-order mf-unload-unregister undetermined */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;
NTSTATUS FilterUnload(FLT_FILTER_UNLOAD_FLAGS Flags);
static DRIVER_UNLOAD DriverUnload;

static PFLT_FILTER Filter;
static BOOLEAN IsRegistered;

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, FilterUnload,
};

NTSTATUS FilterUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    if (IsRegistered)
        FltUnregisterFilter(Filter);
    return STATUS_SUCCESS;
}

static VOID DriverUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static BOOLEAN IsAskedFor(PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE key;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    if (!NT_SUCCESS(ZwOpenKey(&key, KEY_READ, &attributes)))
        return FALSE;
    ZwClose(key);
    return TRUE;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    DriverObject->DriverUnload = DriverUnload;
    if (IsAskedFor(RegistryPath)) {
        status = FltRegisterFilter(DriverObject, &Registration, &Filter);
        if (!NT_SUCCESS(status))
            return status;
        status = FltStartFiltering(Filter);
        if (!NT_SUCCESS(status)) {
            FltUnregisterFilter(Filter);
            return status;
        }
        IsRegistered = TRUE;
    }
    return STATUS_SUCCESS; /* expect: minifilter-register-then-start */
}
