/* What is done is kept in a flag word, and undone by it; the table of the filter is defined in another file. */
#include "cipher.h"
#include <fltKernel.h>
CPH_GLOBALS CphGlobals;
FLT_REGISTRATION CphRegistration;
NTSTATUS CphUnload(FLT_FILTER_UNLOAD_FLAGS Flags);
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status = STATUS_UNSUCCESSFUL;
    try {
        RtlZeroMemory(&CphGlobals, sizeof(CphGlobals));
        ExInitializePagedLookasideList(&CphGlobals.CtxList, NULL, NULL, 0, sizeof(CPH_CTX), 'tCnE', 0);
        SetFlag(CphGlobals.Flags, CPH_FLAG_LOOKASIDE);
        ExInitializeResourceLite(&CphGlobals.Lock);
        SetFlag(CphGlobals.Flags, CPH_FLAG_LOCK);
        Status = CphCryptoInit(&CphGlobals.Crypto);
        if (!NT_SUCCESS(Status))
            leave;
        SetFlag(CphGlobals.Flags, CPH_FLAG_CRYPTO);
        Status = FltRegisterFilter(DriverObject, &CphRegistration, &CphGlobals.Filter);
        if (!NT_SUCCESS(Status))
            leave;
        Status = FltStartFiltering(CphGlobals.Filter);
    } finally {
        if (!NT_SUCCESS(Status)) {
            if (CphGlobals.Filter) {
                FltUnregisterFilter(CphGlobals.Filter);
                CphGlobals.Filter = NULL;
            }
            if (FlagOn(CphGlobals.Flags, CPH_FLAG_CRYPTO))
                CphCryptoDone(&CphGlobals.Crypto);
            if (FlagOn(CphGlobals.Flags, CPH_FLAG_LOCK))
                ExDeleteResourceLite(&CphGlobals.Lock);
            if (FlagOn(CphGlobals.Flags, CPH_FLAG_LOOKASIDE))
                ExDeletePagedLookasideList(&CphGlobals.CtxList);
        }
    }
    return Status;
}
NTSTATUS CphUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    if (!FlagOn(Flags, FLTFL_FILTER_UNLOAD_MANDATORY) && CphGlobals.OpenCount)
        return STATUS_FLT_DO_NOT_DETACH;
    FltUnregisterFilter(CphGlobals.Filter);
    CphCryptoDone(&CphGlobals.Crypto);
    ExDeleteResourceLite(&CphGlobals.Lock);
    ExDeletePagedLookasideList(&CphGlobals.CtxList);
    return STATUS_SUCCESS;
}
