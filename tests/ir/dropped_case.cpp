#include <ntddk.h>

#include "missing.h"

/* What the parser makes of a label goes with it where the constant is not known; what stands behind it is there. */
constexpr PORTION Default = PortionHalf;

extern "C" ULONG test(PORTION p)
{
    switch (p) {
    case kinds::Other:
    case Default:
        return 1;
    case kinds::Full:
        DbgPrint("full");
    case PortionNone:
        DbgPrint("none");
        break;
    default:
        return 2;
    }
    return 3;
}
