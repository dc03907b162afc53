/* model: storage-class */
#include <ntddk.h>
#include <srb.h>
#include <ntddtape.h>

typedef struct _SPOOL_DRIVER {
    LONG Drives;
} SPOOL_DRIVER, *PSPOOL_DRIVER;

typedef struct _SPOOL_DEVICE {
    PDEVICE_OBJECT Port;
} SPOOL_DEVICE, *PSPOOL_DEVICE;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SpoolUnload;
DRIVER_ADD_DEVICE SpoolAddDevice;
DRIVER_DISPATCH SpoolPass, SpoolControl, SpoolPower, SpoolPnp;

#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, SpoolControl)
#pragma alloc_text(PAGE, SpoolPnp)

static NTSTATUS SpoolClaim(PDEVICE_OBJECT Port)
{
    SCSI_REQUEST_BLOCK srb;
    IO_STATUS_BLOCK io;
    KEVENT done;
    PIRP irp;

    KeInitializeEvent(&done, NotificationEvent, FALSE);
    irp = IoBuildDeviceIoControlRequest(IOCTL_SCSI_EXECUTE_NONE, Port, NULL, 0, NULL, 0, TRUE, &done, &io);
    if (irp == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlZeroMemory(&srb, sizeof(srb));
    srb.Length = sizeof(srb);
    srb.Function = SRB_FUNCTION_CLAIM_DEVICE;
    IoGetNextIrpStackLocation(irp)->Parameters.Scsi.Srb = &srb;
    return IoCallDriver(Port, irp);
}

NTSTATUS SpoolPass(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(((PSPOOL_DEVICE)DeviceObject->DeviceExtension)->Port, Irp);
}

NTSTATUS SpoolControl(PDEVICE_OBJECT DeviceObject, PIRP Irp) /* expect: storage-class-not-pageable */
{
    if (IoGetCurrentIrpStackLocation(Irp)->Parameters.DeviceIoControl.IoControlCode == IOCTL_TAPE_GET_STATUS) {
        Irp->IoStatus.Status = STATUS_NO_MEDIA;
        IoCompleteRequest(Irp, IO_NO_INCREMENT);
        return STATUS_NO_MEDIA;
    }
    return SpoolPass(DeviceObject, Irp);
}

NTSTATUS SpoolPower(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return SpoolPass(DeviceObject, Irp);
}

NTSTATUS SpoolPnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PSPOOL_DEVICE spool = (PSPOOL_DEVICE)DeviceObject->DeviceExtension;
    UCHAR minor = IoGetCurrentIrpStackLocation(Irp)->MinorFunction;
    NTSTATUS status = SpoolPass(DeviceObject, Irp);

    if (minor == IRP_MN_REMOVE_DEVICE) {
        IoDetachDevice(spool->Port);
        IoDeleteDevice(DeviceObject);
    }
    return status;
}

NTSTATUS SpoolAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    PDEVICE_OBJECT device;
    PSPOOL_DEVICE spool;
    NTSTATUS status;

    if (!NT_SUCCESS(SpoolClaim(PhysicalDeviceObject))) {
        return STATUS_SUCCESS;
    }
    status = IoCreateDevice(DriverObject, sizeof(SPOOL_DEVICE), NULL, FILE_DEVICE_TAPE, 0, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    spool = (PSPOOL_DEVICE)device->DeviceExtension;
    spool->Port = IoAttachDeviceToDeviceStack(device, PhysicalDeviceObject);
    if (spool->Port == NULL) {
        IoDeleteDevice(device);
        return STATUS_NO_SUCH_DEVICE;
    }
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

VOID SpoolUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PSPOOL_DRIVER spool;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoAllocateDriverObjectExtension(DriverObject, (PVOID)SpoolAddDevice, sizeof(*spool), (PVOID *)&spool);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    spool->Drives = 0;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = SpoolPass;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = SpoolPass;
    DriverObject->MajorFunction[IRP_MJ_READ] = SpoolPass;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = SpoolPass;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = SpoolControl;
    DriverObject->MajorFunction[IRP_MJ_POWER] = SpoolPower;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = SpoolPass;
    DriverObject->MajorFunction[IRP_MJ_PNP] = SpoolPnp;
    DriverObject->DriverExtension->AddDevice = SpoolAddDevice;
    DriverObject->DriverUnload = SpoolUnload;
    return STATUS_SUCCESS;
}
