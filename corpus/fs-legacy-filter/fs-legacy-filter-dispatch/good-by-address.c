/* The loop that fills the table goes on from the address of its first slot. */
#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;

static PDEVICE_OBJECT g_Control;
static FAST_IO_DISPATCH g_FastIo;
static FAST_MUTEX g_Lock;
static LIST_ENTRY g_Volumes;
static DRIVER_DISPATCH Pass;

static NTSTATUS Pass(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_INVALID_DEVICE_REQUEST;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_INVALID_DEVICE_REQUEST;
}

static VOID OnFileSystem(PDEVICE_OBJECT DeviceObject, BOOLEAN Active)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Active);
    ExAcquireFastMutex(&g_Lock);
    InitializeListHead(&g_Volumes);
    ExReleaseFastMutex(&g_Lock);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeFastMutex(&g_Lock);
    for (ULONG code = 0; code <= IRP_MJ_MAXIMUM_FUNCTION; code++) {
        (&DriverObject->MajorFunction[0])[code] = Pass;
    }
    g_FastIo.SizeOfFastIoDispatch = sizeof g_FastIo;
    DriverObject->FastIoDispatch = &g_FastIo;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_DISK_FILE_SYSTEM, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Control);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = IoRegisterFsRegistrationChange(DriverObject, OnFileSystem);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Control);
        return status;
    }
    return STATUS_SUCCESS;
}
