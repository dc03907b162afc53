/* model: storage-class */
#include <ntddk.h>
#include <srb.h>

#define REEL_TAG 'leeR'

typedef struct _REEL_DRIVER_DATA {
    UNICODE_STRING ServiceKey;
    LONG Devices;
} REEL_DRIVER_DATA, *PREEL_DRIVER_DATA;

typedef struct _REEL_EXTENSION {
    PDEVICE_OBJECT Port;
} REEL_EXTENSION, *PREEL_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD ReelUnload;
DRIVER_ADD_DEVICE ReelAddDevice;
DRIVER_DISPATCH ReelReadWrite, ReelPass, ReelPnp;

NTSTATUS ReelPass(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(((PREEL_EXTENSION)DeviceObject->DeviceExtension)->Port, Irp);
}

NTSTATUS ReelReadWrite(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    static SCSI_REQUEST_BLOCK srb;

    RtlZeroMemory(&srb, sizeof(srb));
    srb.Length = sizeof(SCSI_REQUEST_BLOCK);
    srb.Function = SRB_FUNCTION_EXECUTE_SCSI;
    srb.OriginalRequest = Irp;
    return ReelPass(DeviceObject, Irp);
}

NTSTATUS ReelPnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PREEL_EXTENSION reel = (PREEL_EXTENSION)DeviceObject->DeviceExtension;
    UCHAR minor = IoGetCurrentIrpStackLocation(Irp)->MinorFunction;
    NTSTATUS status = ReelPass(DeviceObject, Irp);

    if (minor == IRP_MN_REMOVE_DEVICE) {
        IoDetachDevice(reel->Port);
        IoDeleteDevice(DeviceObject);
    }
    return status;
}

NTSTATUS ReelAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    PDEVICE_OBJECT device;
    PREEL_EXTENSION reel;
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, sizeof(REEL_EXTENSION), NULL, FILE_DEVICE_TAPE, 0, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    reel = (PREEL_EXTENSION)device->DeviceExtension;
    reel->Port = IoAttachDeviceToDeviceStack(device, PhysicalDeviceObject);
    if (reel->Port == NULL) {
        IoDeleteDevice(device);
        return STATUS_NO_SUCH_DEVICE;
    }
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

VOID ReelUnload(PDRIVER_OBJECT DriverObject)
{
    PREEL_DRIVER_DATA data = (PREEL_DRIVER_DATA)IoGetDriverObjectExtension(DriverObject, (PVOID)DriverEntry);

    if (data != NULL) {
        ExFreePoolWithTag(data->ServiceKey.Buffer, REEL_TAG);
    }
}

static VOID ReelSetEntryPoints(PDRIVER_OBJECT DriverObject)
{
    DriverObject->MajorFunction[IRP_MJ_CREATE] = ReelPass;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = ReelPass;
    DriverObject->MajorFunction[IRP_MJ_READ] = ReelReadWrite;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = ReelReadWrite;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = ReelPass;
    DriverObject->MajorFunction[IRP_MJ_PNP] = ReelPnp;
    DriverObject->MajorFunction[IRP_MJ_POWER] = ReelPass;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = ReelPass;
    DriverObject->DriverExtension->AddDevice = ReelAddDevice;
    DriverObject->DriverUnload = ReelUnload;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PREEL_DRIVER_DATA data = NULL;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoAllocateDriverObjectExtension(DriverObject, (PVOID)DriverEntry, sizeof(REEL_DRIVER_DATA), (PVOID *)&data);
    if (NT_SUCCESS(status)) {
        data->Devices = 0;
    }
    ReelSetEntryPoints(DriverObject);
    return STATUS_SUCCESS; /* expect: storage-class-driver-extension */
}
