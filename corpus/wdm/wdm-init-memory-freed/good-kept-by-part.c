/* The global leads to a part of the block, from which the unload routine comes back to the block. */
#include <ntddk.h>

typedef struct _SCALE {
    ULONG Factor;
} SCALE;

typedef struct _METER {
    ULONG Number;
    SCALE Scale;
} METER;

static SCALE *Scale;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(CONTAINING_RECORD(Scale, METER, Scale), 'teM ');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    METER *meter = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof *meter, 'teM ');

    UNREFERENCED_PARAMETER(RegistryPath);
    if (meter == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Scale = &meter->Scale;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
