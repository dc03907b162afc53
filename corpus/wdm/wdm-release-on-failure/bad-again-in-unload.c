/* Two blocks are freed where the entry succeeds, or by one step of unloading, and then once more. */
#include <ntddk.h>

#define POOL_TAG 'dnaB'

typedef struct _BAND {
    PVOID Scratch;
    PVOID Table;
    PDEVICE_OBJECT Device;
    ERESOURCE Lock;
} BAND;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD BandUnload;

static BAND Band;

static VOID FreeTables(VOID)
{
    if (Band.Table != NULL)
        ExFreePoolWithTag(Band.Table, POOL_TAG); /* expect: wdm-release-on-failure */
}

VOID BandUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteDevice(DriverObject->DeviceObject);
    if (Band.Scratch != NULL)
        ExFreePoolWithTag(Band.Scratch, POOL_TAG); /* expect: wdm-release-on-failure */
    ExFreePoolWithTag(Band.Table, POOL_TAG);
    ExDeleteResourceLite(&Band.Lock);
    FreeTables();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Band.Scratch = ExAllocatePool2(POOL_FLAG_PAGED, 512, POOL_TAG);
    if (Band.Scratch == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Band.Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, POOL_TAG);
    if (Band.Table == NULL) {
        ExFreePoolWithTag(Band.Scratch, POOL_TAG);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyMemory(Band.Table, Band.Scratch, 256);
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Band.Device);
    ExFreePoolWithTag(Band.Scratch, POOL_TAG);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(Band.Table, POOL_TAG);
        return status;
    }
    ExInitializeResourceLite(&Band.Lock);
    DriverObject->DriverUnload = BandUnload;
    return STATUS_SUCCESS;
}
