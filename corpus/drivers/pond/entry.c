#include "pond.h"

DRIVER_INITIALIZE DriverEntry;

PFLT_FILTER PondFilter;
NPAGED_LOOKASIDE_LIST PondContexts;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeNPagedLookasideList(&PondContexts, NULL, NULL, POOL_NX_ALLOCATION, 32, 'dnoP', 0);
    status = FltRegisterFilter(DriverObject, &PondRegistration, &PondFilter);
    if (!NT_SUCCESS(status)) {
        ExDeleteNPagedLookasideList(&PondContexts);
        return status;
    }
    status = FltStartFiltering(PondFilter);
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(PondFilter);
        ExDeleteNPagedLookasideList(&PondContexts);
    }
    return status;
}
