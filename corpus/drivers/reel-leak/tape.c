/* Nothing takes the index, and the spool would go only where a flag says so that stays as it is. */
#include "reel.h"

static PVOID Index;
static PVOID Spool;
static BOOLEAN IsUsed = FALSE;

NTSTATUS ReelStart(VOID)
{
    Spool = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, REEL_TAG); /* expect: wdm-unload-releases */
    if (Spool == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Index = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, REEL_TAG); /* expect: wdm-unload-releases */
    if (Index == NULL) {
        ExFreePoolWithTag(Spool, REEL_TAG);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}

VOID ReelStop(VOID)
{
    if (!IsUsed)
        return;
    ExFreePoolWithTag(Spool, REEL_TAG);
}
