/* count.c: the operation that is counted. */
#include "ledger.h"

static ULONG PageOf(PFLT_CALLBACK_DATA Data)
{
    return (ULONG)((ULONG_PTR)Data->Iopb->TargetFileObject >> 4) % LEDGER_PAGES;
}

FLT_PREOP_CALLBACK_STATUS LedgerPreCreate(PFLT_CALLBACK_DATA Data, PCFLT_RELATED_OBJECTS Objects, PVOID *Context)
{
    UNREFERENCED_PARAMETER(Objects);
    *Context = NULL;
    ExAcquireResourceExclusiveLite(&Ledger.Lock, TRUE);
    Ledger.Pages[PageOf(Data)].Opened[0]++;
    ExReleaseResourceLite(&Ledger.Lock);
    return FLT_PREOP_SUCCESS_NO_CALLBACK;
}
