/* All ways come to one label, at which nothing stands but the macro that says so. It is the
 * failure that leaves the table. */
#include <ntifs.h>

#define try_return(S)  \
    {                  \
        S;             \
        goto try_exit; \
    }

DRIVER_INITIALIZE DriverEntry;

static PVOID Table;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status = STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(DriverObject);
    __try {
        Table = ExAllocatePoolWithTag(PagedPool, 512, 'lbaT');
        if (Table == NULL)
            try_return(Status = STATUS_INSUFFICIENT_RESOURCES);
        Status = RtlCheckRegistryKey(RTL_REGISTRY_ABSOLUTE, RegistryPath->Buffer);
    try_exit:
        NOTHING;
    } __finally {
        if (NT_SUCCESS(Status) && Table != NULL)
            ExFreePoolWithTag(Table, 'lbaT');
    }
    return Status; /* expect: wdm-release-on-failure */
}
