#include <ntddk.h>
template <class T> void End(T h) { ZwClose(h); }
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
return 0; }
