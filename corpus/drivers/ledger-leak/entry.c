/* entry.c: the entry routine alone; what it sets up stands in the other files. */
#include "ledger.h"

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = LedgerSetUp();
    if (!NT_SUCCESS(status))
        return status; /* expect: wdm-release-on-failure */

    status = FltRegisterFilter(DriverObject, &LedgerRegistration, &Ledger.Filter); /* expect: minifilter-registration-structure */
    if (!NT_SUCCESS(status)) {
        LedgerTearDown();
        return status;
    }

    status = FltStartFiltering(Ledger.Filter);
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(Ledger.Filter);
        LedgerTearDown();
    }
    return status;
}
