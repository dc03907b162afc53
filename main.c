#include <ntddk.h>
VOID Help(ULONG Level);
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
Help(3);
return 0;
}
