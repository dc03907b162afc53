#include <ntddk.h>

#include "watch.h"

VOID StopWatch(VOID)
{
    PsRemoveLoadImageNotifyRoutine(OnImage);
}
