#include "pond.h"

PVOID PondTake(VOID)
{
    return ExAllocateFromNPagedLookasideList(&PondContexts);
}

VOID PondGiveBack(PVOID Context)
{
    ExFreeToNPagedLookasideList(&PondContexts, Context);
}
