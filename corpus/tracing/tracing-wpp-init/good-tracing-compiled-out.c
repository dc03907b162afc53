/* not-applicable */
/* undetermined-ok */
#include <ntddk.h>

#ifdef SLOT_TRACING
#include "slot.tmh"
#endif

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
#ifdef SLOT_TRACING
    WPP_CLEANUP(DriverObject);
#else
    UNREFERENCED_PARAMETER(DriverObject);
#endif
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
#ifdef SLOT_TRACING
    WPP_INIT_TRACING(DriverObject, RegistryPath);
#else
    UNREFERENCED_PARAMETER(RegistryPath);
#endif
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
