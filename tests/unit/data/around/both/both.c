#include "both.h"
NTSTATUS Both(PDRIVER_OBJECT D)
{
    return Deeper(D);
}
