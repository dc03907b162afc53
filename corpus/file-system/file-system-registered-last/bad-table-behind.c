#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;

static PDEVICE_OBJECT g_Control;
static UNICODE_STRING g_Name = RTL_CONSTANT_STRING(L"\\Probe");
static FAST_IO_DISPATCH g_FastIo;
static DRIVER_DISPATCH Dispatch;

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_UNRECOGNIZED_VOLUME;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_UNRECOGNIZED_VOLUME;
}

static NTSTATUS CreateControl(PDRIVER_OBJECT DriverObject)
{
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, 0, &g_Name, FILE_DEVICE_DISK_FILE_SYSTEM, 0, FALSE, &g_Control);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    IoRegisterFileSystem(g_Control);
    return STATUS_SUCCESS;
}

/* One fault, told once: where it begins. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = CreateControl(DriverObject);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch; /* expect: file-system-registered-last */
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_FILE_SYSTEM_CONTROL] = Dispatch;
    g_FastIo.SizeOfFastIoDispatch = sizeof g_FastIo;
    DriverObject->FastIoDispatch = &g_FastIo;
    return STATUS_SUCCESS;
}
