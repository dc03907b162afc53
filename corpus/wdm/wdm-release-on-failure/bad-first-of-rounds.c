/* What the round could not get is freed, and not the one that is kept. */
#include <ntddk.h>

#define TAG 'tsrF'

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    BOOLEAN found = FALSE;
    PULONG first = NULL, block;
    ULONG i;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i < KeQueryActiveProcessorCount(NULL); i++) {
        block = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(ULONG), TAG);
        if (block == NULL) {
            if (found)
                ExFreePoolWithTag(block, TAG); /* expect: wdm-release-on-failure */
            return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-release-on-failure */
        }
        if (found) {
            ExFreePoolWithTag(block, TAG);
            continue;
        }
        first = block;
        found = TRUE;
    }
    if (found)
        ExFreePoolWithTag(first, TAG);
    return STATUS_SUCCESS;
}
