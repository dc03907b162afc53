/* count.c: what the thread does. */
#include "ticker.h"

static volatile LONG Ticks;

VOID TickerCount(VOID)
{
    InterlockedIncrement(&Ticks);
}
