#include <windows.h>
NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path);
