/* not-applicable */
#include <ntddk.h>
#include "debug.h"

DRIVER_INITIALIZE DriverEntry;

/* verdict: kernel-callbacks-process-notify kc-process-notify not-applicable */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    TRACE("(%p, %s)\n", DriverObject, debugstr_w(RegistryPath->Buffer));
    return STATUS_SUCCESS;
}
