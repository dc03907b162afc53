#include "drv.h"

NTSTATUS StartDrv(PDRIVER_OBJECT Driver, PUNICODE_STRING Path)
{
    return 0;
}
