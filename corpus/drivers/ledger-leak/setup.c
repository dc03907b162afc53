/* setup.c: the pages of the ledger, made and freed. */
#include "ledger.h"

static VOID Clear(PLEDGER_PAGE *Page)
{
    if (*Page != NULL)
        ExFreePoolWithTag(*Page, LEDGER_TAG);
    *Page = NULL;
}

NTSTATUS LedgerSetUp(VOID)
{
    NTSTATUS status;

    Ledger.Pages = ExAllocatePool2(POOL_FLAG_NON_PAGED, LEDGER_PAGES * sizeof(LEDGER_PAGE), LEDGER_TAG); /* expect: wdm-unload-releases */
    if (Ledger.Pages == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Ledger.Spare = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(LEDGER_PAGE), LEDGER_TAG); /* expect: wdm-unload-releases */
    if (Ledger.Spare == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = ExInitializeResourceLite(&Ledger.Lock);
    if (!NT_SUCCESS(status)) {
        Clear(&Ledger.Spare);
        Clear(&Ledger.Pages);
    }
    return status;
}

VOID LedgerTearDown(VOID)
{
    ExDeleteResourceLite(&Ledger.Lock);
    Clear(&Ledger.Spare);
    Clear(&Ledger.Pages);
}
