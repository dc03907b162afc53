#include "../inc/start.h"
NTSTATUS Start(PDRIVER_OBJECT D)
{
    return 0;
}
