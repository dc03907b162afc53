#include <ntddk.h>

/* The filter device leaves the one below before it is deleted. */
typedef struct _FILTER_EXTENSION {
    PDEVICE_OBJECT Lower;
} FILTER_EXTENSION, *PFILTER_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD FilterUnload;
DRIVER_DISPATCH FilterPass;

NTSTATUS FilterPass(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PFILTER_EXTENSION extension = (PFILTER_EXTENSION)DeviceObject->DeviceExtension;

    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(extension->Lower, Irp);
}

VOID FilterUnload(PDRIVER_OBJECT DriverObject)
{
    PDEVICE_OBJECT device = DriverObject->DeviceObject;
    PFILTER_EXTENSION extension = (PFILTER_EXTENSION)device->DeviceExtension;

    IoUnregisterShutdownNotification(device);
    IoDetachDevice(extension->Lower);
    IoDeleteDevice(device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING target = RTL_CONSTANT_STRING(L"\\Device\\KeyboardClass0");
    PDEVICE_OBJECT lower;
    PFILE_OBJECT file;
    PFILTER_EXTENSION extension;
    PDEVICE_OBJECT device;
    NTSTATUS status;
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, sizeof(FILTER_EXTENSION), NULL, FILE_DEVICE_KEYBOARD, 0, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    extension = (PFILTER_EXTENSION)device->DeviceExtension;
    status = IoGetDeviceObjectPointer(&target, FILE_READ_ATTRIBUTES, &file, &lower);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }
    extension->Lower = IoAttachDeviceToDeviceStack(device, lower);
    ObDereferenceObject(file);
    if (extension->Lower == NULL) {
        IoDeleteDevice(device);
        return STATUS_NO_SUCH_DEVICE;
    }
    status = IoRegisterShutdownNotification(device);
    if (!NT_SUCCESS(status)) {
        IoDetachDevice(extension->Lower);
        IoDeleteDevice(device);
        return status;
    }
    for (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        DriverObject->MajorFunction[i] = FilterPass;
    }
    DriverObject->DriverUnload = FilterUnload;
    device->Flags |= DO_BUFFERED_IO;
    return STATUS_SUCCESS;
}
