/* not-applicable */
#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_DISPATCH Fsd, Shutdown;
static PDEVICE_OBJECT g_Disk, g_Cd;
static FAST_IO_DISPATCH g_Fast;

NTSTATUS Fsd(PDEVICE_OBJECT d, PIRP i)
{
    UNREFERENCED_PARAMETER(d);
    i->IoStatus.Status = STATUS_INVALID_DEVICE_REQUEST;
    IoCompleteRequest(i, 0);
    return STATUS_INVALID_DEVICE_REQUEST;
}

NTSTATUS Shutdown(PDEVICE_OBJECT d, PIRP i)
{
    UNREFERENCED_PARAMETER(d);
    IoUnregisterFileSystem(g_Disk);
    IoUnregisterFileSystem(g_Cd);
    IoDeleteDevice(g_Cd);
    IoDeleteDevice(g_Disk);
    i->IoStatus.Status = 0;
    IoCompleteRequest(i, 0);
    return 0;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING n = RTL_CONSTANT_STRING(L"\\Probefs"), n2 = RTL_CONSTANT_STRING(L"\\ProbefsCd");
    NTSTATUS s;
    UNREFERENCED_PARAMETER(RegistryPath);
    s = IoCreateDevice(DriverObject, 0, &n, FILE_DEVICE_DISK_FILE_SYSTEM, 0, FALSE, &g_Disk);
    if (!NT_SUCCESS(s))
        return s;
    s = IoCreateDevice(DriverObject, 0, &n2, FILE_DEVICE_CD_ROM_FILE_SYSTEM, 0, FALSE, &g_Cd);
    if (!NT_SUCCESS(s)) {
        IoDeleteDevice(g_Disk);
        return s;
    }
    DriverObject->MajorFunction[IRP_MJ_CREATE] = DriverObject->MajorFunction[IRP_MJ_CLOSE] =
        DriverObject->MajorFunction[IRP_MJ_FILE_SYSTEM_CONTROL] = Fsd;
    DriverObject->MajorFunction[IRP_MJ_SHUTDOWN] = Shutdown;
    g_Fast.SizeOfFastIoDispatch = sizeof(FAST_IO_DISPATCH);
    DriverObject->FastIoDispatch = &g_Fast;
    s = IoRegisterShutdownNotification(g_Disk);
    if (!NT_SUCCESS(s)) {
        IoDeleteDevice(g_Disk);
        IoDeleteDevice(g_Cd);
        return s;
    }
    IoRegisterFileSystem(g_Disk);
    IoRegisterFileSystem(g_Cd);
    ObReferenceObject(g_Disk);
    ObReferenceObject(g_Cd);
    return STATUS_SUCCESS;
}
