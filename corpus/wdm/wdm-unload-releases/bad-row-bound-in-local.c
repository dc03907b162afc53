/* The entry counts up to a local that holds three for good; the unload routine stops before the last of them. */
#include <ntddk.h>

#define TAG 'waRx'

static PVOID Row[3];

DRIVER_UNLOAD Unload;
VOID Unload(PDRIVER_OBJECT DriverObject)
{
    ULONG i;

    UNREFERENCED_PARAMETER(DriverObject);
    for (i = 0; i < 2; i++)
        ExFreePoolWithTag(Row[i], TAG);
}

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG i, count = 3;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i < count; i++) {
        Row[i] = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, TAG); /* expect: wdm-unload-releases */
        if (Row[i] == NULL) {
            while (i-- > 0)
                ExFreePoolWithTag(Row[i], TAG);
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
