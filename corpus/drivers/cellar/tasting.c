#include <ntddk.h>

VOID CellarTaste(HANDLE Key);

VOID CellarTaste(HANDLE Key)
{
    ZwClose(Key);
}
