#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

static UNICODE_STRING g_Names[2] = {RTL_CONSTANT_STRING(L"\\Parchment"), RTL_CONSTANT_STRING(L"\\ParchmentCd")};
static PDEVICE_OBJECT g_Disk, g_Cd;
static FAST_IO_DISPATCH g_FastIo = {.SizeOfFastIoDispatch = sizeof(FAST_IO_DISPATCH)};

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_UNRECOGNIZED_VOLUME;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_UNRECOGNIZED_VOLUME;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoUnregisterFileSystem(g_Disk);
    IoUnregisterFileSystem(g_Cd);
    IoUnregisterFileSystem(g_Disk); /* expect: file-system-unregistered */
    IoDeleteDevice(g_Disk);
    IoDeleteDevice(g_Cd);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_FILE_SYSTEM_CONTROL] = Dispatch;
    DriverObject->FastIoDispatch = &g_FastIo;
    status = IoCreateDevice(DriverObject, 0, &g_Names[0], FILE_DEVICE_DISK_FILE_SYSTEM, 0, FALSE, &g_Disk);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateDevice(DriverObject, 0, &g_Names[1], FILE_DEVICE_CD_ROM_FILE_SYSTEM, 0, FALSE, &g_Cd);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Disk);
        return status;
    }
    DriverObject->DriverUnload = Unload;
    IoRegisterFileSystem(g_Disk);
    IoRegisterFileSystem(g_Cd);
    return STATUS_SUCCESS;
}
