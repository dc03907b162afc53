/* unload.c: the way out. */
#include "ledger.h"

/* Another one than that of setup.c. */
static VOID Clear(PFLT_FILTER *Filter)
{
    FltUnregisterFilter(*Filter);
    *Filter = NULL;
}

NTSTATUS LedgerUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    Clear(&Ledger.Filter);
    LedgerTearDown();
    return STATUS_SUCCESS;
}
