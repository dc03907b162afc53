/* Unload deletes a device that the I/O manager still has in its list of file systems. */
#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PDEVICE_OBJECT g_Control;
static UNICODE_STRING g_Name = RTL_CONSTANT_STRING(L"\\Probe");
static FAST_IO_DISPATCH g_FastIo;
static FAST_MUTEX g_Lock;
static DRIVER_DISPATCH Dispatch;

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    ExAcquireFastMutex(&g_Lock);
    ExReleaseFastMutex(&g_Lock);
    Irp->IoStatus.Status = STATUS_UNRECOGNIZED_VOLUME;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_UNRECOGNIZED_VOLUME;
}

static PVOID g_Table;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(g_Control);
    ExFreePool(g_Table);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeFastMutex(&g_Lock);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_FILE_SYSTEM_CONTROL] = Dispatch;
    g_FastIo.SizeOfFastIoDispatch = sizeof g_FastIo;
    DriverObject->FastIoDispatch = &g_FastIo;
    status = IoCreateDevice(DriverObject, 0, &g_Name, FILE_DEVICE_DISK_FILE_SYSTEM, 0, FALSE, &g_Control);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    IoRegisterFileSystem(g_Control); /* expect: file-system-unregistered */
    g_Table = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'lbaT');
    if (g_Table == NULL) {
        IoUnregisterFileSystem(g_Control);
        IoDeleteDevice(g_Control);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
