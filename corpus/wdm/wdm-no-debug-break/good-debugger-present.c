#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    if (KD_DEBUGGER_ENABLED && !KD_DEBUGGER_NOT_PRESENT)
        DbgBreakPoint();
#if DBG
    DbgBreakPoint();
#endif
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
