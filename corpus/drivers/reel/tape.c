/* The two blocks of the driver: the index goes with the device, the spool when nobody uses it. */
#include "reel.h"

static PVOID Index;
static PVOID Spool;
static BOOLEAN IsUsed = FALSE;

NTSTATUS ReelStart(VOID)
{
    Spool = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, REEL_TAG);
    if (Spool == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Index = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, REEL_TAG);
    if (Index == NULL) {
        ExFreePoolWithTag(Spool, REEL_TAG);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}

VOID ReelUse(VOID)
{
    IsUsed = TRUE;
}

VOID ReelDropIndex(VOID)
{
    ExFreePoolWithTag(Index, REEL_TAG);
    Index = NULL;
}

VOID ReelStop(VOID)
{
    if (!IsUsed)
        return;
    ExFreePoolWithTag(Spool, REEL_TAG);
}
