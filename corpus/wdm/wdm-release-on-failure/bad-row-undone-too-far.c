/* The round that could not get a block frees that of its own, too: there is none. */
#include <ntddk.h>

#define TAG 'woRx'

enum { COUNT = 3 };

static PVOID Row[COUNT];

DRIVER_UNLOAD Unload;
VOID Unload(PDRIVER_OBJECT DriverObject)
{
    ULONG i;

    UNREFERENCED_PARAMETER(DriverObject);
    for (i = 0; i < COUNT; i++)
        ExFreePoolWithTag(Row[i], TAG);
}

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG n;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    for (n = 0; n < COUNT; n++) {
        Row[n] = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, TAG);
        if (Row[n] == NULL) {
            for (n++; n > 0; n--)
                ExFreePoolWithTag(Row[n - 1], TAG); /* expect: wdm-release-on-failure */
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    return STATUS_SUCCESS;
}
