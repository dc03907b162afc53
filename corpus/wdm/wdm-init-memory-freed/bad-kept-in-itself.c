/* Nothing but the block itself leads to its part. */
#include <ntddk.h>

typedef struct _SCALE {
    ULONG Factor;
} SCALE;

typedef struct _METER {
    ULONG Number;
    SCALE Scale;
    SCALE *Used;
    LIST_ENTRY Readings;
} METER;

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    METER *meter = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof *meter, 'teM ');

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    if (meter == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    meter->Used = &meter->Scale;
    InitializeListHead(&meter->Readings);
    return STATUS_SUCCESS; /* expect: wdm-init-memory-freed */
}
