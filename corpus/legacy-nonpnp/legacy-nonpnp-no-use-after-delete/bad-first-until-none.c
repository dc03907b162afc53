/* In the loop over the driver object's devices the extension is read when its device is gone. */
#include <ntddk.h>

typedef struct _LINE {
    ULONG Number;
    PVOID Buffer;
} LINE;

static NTSTATUS LineOpen(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID LineUnload(PDRIVER_OBJECT DriverObject)
{
    PDEVICE_OBJECT device;

    while ((device = DriverObject->DeviceObject) != NULL) {
        IoDeleteDevice(device);
        DbgPrint("line %u is gone\n", ((LINE *)device->DeviceExtension)->Number); /* expect: legacy-nonpnp-no-use-after-delete */
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, sizeof(LINE), NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &device);
    if (!NT_SUCCESS(status))
        return status;
    ((LINE *)device->DeviceExtension)->Number = 1;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = LineOpen;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = LineOpen;
    DriverObject->DriverUnload = LineUnload;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}
