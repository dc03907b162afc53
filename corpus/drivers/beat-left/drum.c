#include "beat.h"

static PVOID Drum;

NTSTATUS DrumStart(VOID)
{
    Drum = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, BEAT_TAG);
    return Drum ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

VOID DrumStop(VOID)
{
    ExFreePoolWithTag(Drum, BEAT_TAG);
}
