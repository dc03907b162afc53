/* The filter is registered by a routine of a file that was not given. */
/* undetermined-ok */
#include <fltKernel.h>

PFLT_FILTER MothFilter;

DRIVER_INITIALIZE DriverEntry;
NTSTATUS MothRegister(_In_ PDRIVER_OBJECT DriverObject);

NTSTATUS DriverEntry(_In_ PDRIVER_OBJECT DriverObject, _In_ PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = MothRegister(DriverObject);
    if (!NT_SUCCESS(status))
        return status;
    status = FltStartFiltering(MothFilter);
    if (!NT_SUCCESS(status))
        FltUnregisterFilter(MothFilter);
    return status;
}
