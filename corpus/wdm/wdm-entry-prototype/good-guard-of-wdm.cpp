/* wdm.h defines the guard of ntddk.h too. */
#include <wdm.h>

#ifdef _NTDDK_
extern "C" DRIVER_INITIALIZE DriverEntry;
#endif

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    return STATUS_SUCCESS;
}
