#include <ntddk.h>
VOID Help(ULONG n) { }
