/* What the callbacks meet stands behind helpers, in files that the entry does not lead to. */
#include "pond.h"

DRIVER_INITIALIZE DriverEntry;

PFLT_FILTER PondFilter;
NPAGED_LOOKASIDE_LIST PondContexts;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &PondRegistration, &PondFilter);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = FltStartFiltering(PondFilter);
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(PondFilter);
        return status;
    }
    ExInitializeNPagedLookasideList(&PondContexts, NULL, NULL, 0, 9, 1, 0); /* expect: minifilter-initialised-first */
    return STATUS_SUCCESS;
}
