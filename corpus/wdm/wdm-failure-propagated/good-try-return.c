/* `try_return` of the headers of file systems jumps to `try_exit`. */
#include <ntifs.h>

static PDEVICE_OBJECT Device;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_DISPATCH Open;

static NTSTATUS Open(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Strait"), link = RTL_CONSTANT_STRING(L"\\??\\Strait");
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Open;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Open;
    try {
        status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
        if (status != STATUS_SUCCESS)
            try_return(status);
        status = IoCreateSymbolicLink(&link, &name);
        if (status != STATUS_SUCCESS) {
            IoDeleteDevice(Device);
            try_return(status);
        }
    try_exit:
        NOTHING;
    } finally {
    }
    if (status != STATUS_SUCCESS)
        return status;
    Device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}
