/* undetermined-ok: BARN is in a header that is not there: whether Racks is an array or leads to one is a guess. */
#include <ntddk.h>
#include "barn.h"

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD BarnUnload;

static BARN Barn;

VOID BarnUnload(PDRIVER_OBJECT DriverObject)
{
    ULONG i;

    UNREFERENCED_PARAMETER(DriverObject);
    for (i = 0; i < RACK_COUNT; i++)
        BarnEmpty(&Barn.Racks[i]);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = BarnUnload;
    return STATUS_SUCCESS;
}
