/* verdict: wdm-unload-releases de-unload-undoes-entry undetermined */

#include <ntddk.h>

/* The unload routine frees the one block of the extension and forgets the other. */

typedef struct _TALLY_EXTENSION {
    PVOID Counts;
    PVOID Names;
} TALLY_EXTENSION, *PTALLY_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD TallyUnload;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) static DRIVER_DISPATCH TallyCreateClose;

static NTSTATUS TallyCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

VOID TallyUnload(PDRIVER_OBJECT DriverObject)
{
    PTALLY_EXTENSION extension = (PTALLY_EXTENSION)DriverObject->DeviceObject->DeviceExtension;

    ExFreePoolWithTag(extension->Counts, 'llaT');
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Tally");
    PTALLY_EXTENSION extension;
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = TallyUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = TallyCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = TallyCreateClose;
    status = IoCreateDevice(DriverObject, sizeof(TALLY_EXTENSION), &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN,
                            FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    extension = (PTALLY_EXTENSION)device->DeviceExtension;
    extension->Counts = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'llaT');
    if (extension->Counts == NULL) {
        IoDeleteDevice(device);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    extension->Names = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'llaT');
    if (extension->Names == NULL) {
        ExFreePoolWithTag(extension->Counts, 'llaT');
        IoDeleteDevice(device);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}
