/* The blocks are freed in reverse, but the first is never reached. */
#include <ntddk.h>

#define POOL_TAG 'draH'

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD ShelfUnload;

enum { BLOCKS = 3 };

static PVOID Blocks[BLOCKS];

VOID ShelfUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    for (ULONG i = BLOCKS; i > 0; i--)
        ExFreePoolWithTag(Blocks[i - 1], POOL_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i < BLOCKS; i++) {
        Blocks[i] = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
        if (Blocks[i] == NULL) {
            while (i > 1) {
                i--;
                ExFreePoolWithTag(Blocks[i], POOL_TAG);
            }
            return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-release-on-failure */
        }
    }
    DriverObject->DriverUnload = ShelfUnload;
    return STATUS_SUCCESS;
}
