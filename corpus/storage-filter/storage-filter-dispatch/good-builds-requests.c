/* models: storage-filter? wdm-pnp */
#include <ntddk.h>
#include <scsi.h>
#include <ntddscsi.h>

typedef struct _SIFT {
    PDEVICE_OBJECT Below;
    UCHAR Inquiry[36];
} SIFT, *PSIFT;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SiftUnload;
DRIVER_ADD_DEVICE SiftAddDevice;
DRIVER_DISPATCH SiftPass, SiftPnp;

/* A filter sends requests of its own; only a class driver claims the device. */
static NTSTATUS SiftInquire(PSIFT Sift)
{
    SCSI_REQUEST_BLOCK srb;
    IO_STATUS_BLOCK io;
    KEVENT done;
    PIRP irp;
    NTSTATUS status;

    KeInitializeEvent(&done, NotificationEvent, FALSE);
    irp = IoBuildDeviceIoControlRequest(IOCTL_SCSI_EXECUTE_IN, Sift->Below, NULL, 0, Sift->Inquiry,
                                        sizeof(Sift->Inquiry), TRUE, &done, &io);
    if (irp == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlZeroMemory(&srb, sizeof(srb));
    srb.Length = sizeof(srb);
    srb.Function = SRB_FUNCTION_EXECUTE_SCSI;
    srb.CdbLength = 6;
    srb.Cdb[0] = SCSIOP_INQUIRY;
    srb.Cdb[4] = sizeof(Sift->Inquiry);
    srb.DataBuffer = Sift->Inquiry;
    srb.DataTransferLength = sizeof(Sift->Inquiry);
    IoGetNextIrpStackLocation(irp)->Parameters.Scsi.Srb = &srb;
    status = IoCallDriver(Sift->Below, irp);
    if (status == STATUS_PENDING) {
        KeWaitForSingleObject(&done, Executive, KernelMode, FALSE, NULL);
        status = io.Status;
    }
    return status;
}

NTSTATUS SiftPass(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(((PSIFT)DeviceObject->DeviceExtension)->Below, Irp);
}

NTSTATUS SiftPnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PSIFT sift = (PSIFT)DeviceObject->DeviceExtension;
    UCHAR minor = IoGetCurrentIrpStackLocation(Irp)->MinorFunction;
    NTSTATUS status = SiftPass(DeviceObject, Irp);

    if (minor == IRP_MN_START_DEVICE && NT_SUCCESS(status)) {
        (VOID) SiftInquire(sift);
    } else if (minor == IRP_MN_REMOVE_DEVICE) {
        IoDetachDevice(sift->Below);
        IoDeleteDevice(DeviceObject);
    }
    return status;
}

NTSTATUS SiftAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    PDEVICE_OBJECT device;
    PSIFT sift;
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, sizeof(SIFT), NULL, FILE_DEVICE_DISK, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    sift = (PSIFT)device->DeviceExtension;
    sift->Below = IoAttachDeviceToDeviceStack(device, PhysicalDeviceObject);
    if (sift->Below == NULL) {
        IoDeleteDevice(device);
        return STATUS_NO_SUCH_DEVICE;
    }
    device->Flags |= sift->Below->Flags & (DO_DIRECT_IO | DO_BUFFERED_IO);
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

VOID SiftUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDRIVER_DISPATCH *slot = DriverObject->MajorFunction;

    UNREFERENCED_PARAMETER(RegistryPath);
    while (slot <= &DriverObject->MajorFunction[IRP_MJ_MAXIMUM_FUNCTION]) {
        *slot++ = SiftPass;
    }
    DriverObject->MajorFunction[IRP_MJ_PNP] = SiftPnp;
    DriverObject->DriverExtension->AddDevice = SiftAddDevice;
    DriverObject->DriverUnload = SiftUnload;
    return STATUS_SUCCESS;
}
