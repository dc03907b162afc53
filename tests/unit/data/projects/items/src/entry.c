#include <wdf.h>
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return CountStart(DriverObject, RegistryPath);
}
