#include <ntddk.h>
#include "state.h"

/* Declared with one parameter more than it is defined with: C lets the argument go. */
VOID PoolRelease(PVOID Base, SIZE_T Size);

VOID StateDelete(STATE *State)
{
    PoolRelease(State, sizeof(*State));
}
