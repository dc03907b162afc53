#include <ntddk.h>

#include "watch.h"

VOID StopWatch(VOID)
{
    DbgPrint("stopped\n");
}
