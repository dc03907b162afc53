#include "pond.h"

static PVOID PondTakeFrom(PNPAGED_LOOKASIDE_LIST List)
{
    return ExAllocateFromNPagedLookasideList(List);
}

PVOID PondTake(VOID)
{
    return PondTakeFrom(&PondContexts);
}

VOID PondGiveBack(PVOID Context)
{
    ExFreeToNPagedLookasideList(&PondContexts, Context);
}
