/* verdict: wdm-release-on-failure de-fail-free-all undetermined */
#include <ntddk.h>
#include "switches.h"

/* Whether the table is freed where the entry fails, a header says that is not here. */
static PVOID Table;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD TallyUnload;

VOID TallyUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
#ifdef TALLY_IS_LOUD
    DbgPrint("tally: gone\n");
#endif
    ExFreePoolWithTag(Table, 'yllT');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Table = ExAllocatePool2(POOL_FLAG_PAGED, 512, 'yllT');
    if (Table == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (RegistryPath->Length == 0) {
#if TALLY_FREES /* else: see there */
        ExFreePoolWithTag(Table, 'yllT');
#endif
        return STATUS_INVALID_PARAMETER;
    }
    DriverObject->DriverUnload = TallyUnload;
    return STATUS_SUCCESS;
}
