/* Each round makes one more, and what there is of them is taken back where one fails: the driver then starts without
 * any. Which of them is followed behind the loop is not known. */
/* verdict: wdm-unload-releases de-unload-undoes-entry undetermined */
/* verdict: wdm-allocation-failure de-return-helper-success-on-failure undetermined */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

#define BOTTLES 3

static PVOID Bottles[BOTTLES];

static NTSTATUS FillCrate(VOID)
{
    LONG n;

    for (n = 0; n < BOTTLES; n++) {
        Bottles[n] = ExAllocatePool2(POOL_FLAG_PAGED, 512, 'tarC');
        if (Bottles[n] == NULL)
            break;
    }
    if (n == BOTTLES)
        return STATUS_SUCCESS;
    while (n-- > 0) {
        ExFreePoolWithTag(Bottles[n], 'tarC');
        Bottles[n] = NULL;
    }
    return STATUS_INSUFFICIENT_RESOURCES;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    ULONG n;

    UNREFERENCED_PARAMETER(DriverObject);
    for (n = 0; n < BOTTLES; n++) {
        if (Bottles[n] != NULL)
            ExFreePoolWithTag(Bottles[n], 'tarC');
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    if (!NT_SUCCESS(FillCrate()))
        DbgPrint("Crate: none\n");
    return STATUS_SUCCESS;
}
