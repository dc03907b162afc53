/* guard.c: entry and unload. */
#include "guard.h"

DRIVER_INITIALIZE DriverEntry;

GUARD_DATA Guard;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, GuardUnload)
#endif

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    RtlZeroMemory(&Guard, sizeof(Guard));
    Guard.DriverObject = DriverObject;
    ExInitializeResourceLite(&Guard.RuleLock);
    ExInitializeNPagedLookasideList(&Guard.Reports, NULL, NULL, POOL_NX_ALLOCATION, sizeof(GUARD_REPORT), GUARD_TAG, 0);

    status = GuardLoadRules(RegistryPath);
    if (!NT_SUCCESS(status))
        goto DeleteLists;

    status = FltRegisterFilter(DriverObject, &GuardRegistration, &Guard.Filter);
    if (!NT_SUCCESS(status))
        goto FreeRules;

    status = GuardOpenPort();
    if (!NT_SUCCESS(status))
        goto FreeRules;

    status = FltStartFiltering(Guard.Filter);
    if (!NT_SUCCESS(status))
        goto ClosePort;
    return STATUS_SUCCESS;

ClosePort:
    GuardClosePort();
    FltUnregisterFilter(Guard.Filter);
FreeRules:
    GuardFreeRules();
DeleteLists:
    ExDeleteNPagedLookasideList(&Guard.Reports);
    ExDeleteResourceLite(&Guard.RuleLock);
    return status; /* expect: minifilter-unregister-on-failure */
}

NTSTATUS GuardUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    PAGED_CODE();
    UNREFERENCED_PARAMETER(Flags);

    GuardClosePort();
    FltUnregisterFilter(Guard.Filter);
    GuardFreeRules();
    ExDeleteNPagedLookasideList(&Guard.Reports);
    ExDeleteResourceLite(&Guard.RuleLock);
    return STATUS_SUCCESS;
}
