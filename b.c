#include <ntddk.h>
HANDLE Kept;
VOID Help(ULONG n) { ZwClose(Kept); }
