/* A device that could not be finished is deleted, and another one made. */
/* undetermined-ok */
#include <ntddk.h>

typedef struct _SLOT {
    KEVENT Wake;
    ULONG Number;
    PVOID Buffer;
} SLOT;

DRIVER_DISPATCH SlotOpen;
DRIVER_DISPATCH SlotRead;

static VOID SlotUnload(PDRIVER_OBJECT DriverObject)
{
    PDEVICE_OBJECT device = DriverObject->DeviceObject;

    while (device) {
        PDEVICE_OBJECT next = device->NextDevice;

        ExFreePoolWithTag(((SLOT *)device->DeviceExtension)->Buffer, 'tolS');
        IoDeleteDevice(device);
        device = next;
    }
}

static NTSTATUS MakeSlot(PDRIVER_OBJECT DriverObject, ULONG Number)
{
    PDEVICE_OBJECT device;
    SLOT *slot;
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, sizeof(SLOT), NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &device);
    if (!NT_SUCCESS(status))
        return status;
    device->Flags |= DO_DIRECT_IO;
    slot = (SLOT *)device->DeviceExtension;
    slot->Number = Number;
    slot->Buffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'tolS');
    if (slot->Buffer == NULL) {
        IoDeleteDevice(device);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    KeInitializeEvent(&slot->Wake, SynchronizationEvent, FALSE);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    ULONG tries;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (tries = 0; tries < 3; tries++) {
        status = MakeSlot(DriverObject, tries);
        if (NT_SUCCESS(status))
            break;
    }
    if (!NT_SUCCESS(status))
        return status;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = SlotOpen;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = SlotOpen;
    DriverObject->MajorFunction[IRP_MJ_READ] = SlotRead;
    DriverObject->DriverUnload = SlotUnload;
    return STATUS_SUCCESS;
}
