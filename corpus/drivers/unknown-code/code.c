/* The header with the codes of the driver's own is not there: whether the helper's are failures is not known, so
 * neither is whether the driver stays without its callback. */
/* verdict: wdm-release-on-failure de-fail-free-all satisfied */
/* verdict: wdm-allocation-failure de-return-helper-success-on-failure undetermined */
#include <ntddk.h>

#include "codes.h"

#define CODE_TAG 'edoC'

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID Table;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Table, CODE_TAG);
}

static NTSTATUS MakeTable(ULONG Size)
{
    Table = ExAllocatePool2(POOL_FLAG_PAGED, Size, CODE_TAG);
    return Table ? STATUS_SUCCESS : STATUS_CODE_NO_TABLE;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = MakeTable(RegistryPath->Length);

    if (!NT_SUCCESS(status))
        return status;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
