#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_DISPATCH Dispatch, Shutdown;

static PDEVICE_OBJECT g_Control;
static UNICODE_STRING g_Name = RTL_CONSTANT_STRING(L"\\Codex");
static FAST_IO_DISPATCH g_FastIo;

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

/* A file system stays until the system goes down; then its device may go. */
static NTSTATUS Shutdown(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    IoUnregisterFileSystem(g_Control);
    IoDeleteDevice(g_Control);
    return Dispatch(DeviceObject, Irp);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
        DriverObject->MajorFunction[i] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_SHUTDOWN] = Shutdown;
    g_FastIo.SizeOfFastIoDispatch = sizeof(g_FastIo);
    DriverObject->FastIoDispatch = &g_FastIo;
    status = IoCreateDevice(DriverObject, 0, &g_Name, FILE_DEVICE_DISK_FILE_SYSTEM, 0, FALSE, &g_Control);
    if (!NT_SUCCESS(status))
        return status;
    status = IoRegisterShutdownNotification(g_Control);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Control);
        return status;
    }
    IoRegisterFileSystem(g_Control);
    return STATUS_SUCCESS;
}
