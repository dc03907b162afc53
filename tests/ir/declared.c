#include <ntddk.h>

DRIVER_INITIALIZE test;
DRIVER_UNLOAD Unload;
NTSTATUS Elsewhere(PVOID p);
extern ULONG Shared;
static ULONG Own = 4;
const ULONG Fixed = 5;
ULONG Plain;

NTSTATUS test(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
    driver->DriverUnload = Unload;
    return Elsewhere(path) + Shared + Own + Fixed + Plain;
}
