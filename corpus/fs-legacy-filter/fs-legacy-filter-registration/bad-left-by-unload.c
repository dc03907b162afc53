/* A filter that can be unloaded is told of file systems when it is gone. */
#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

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
    for (ULONG code = 0; code <= IRP_MJ_MAXIMUM_FUNCTION; code++) {
        DriverObject->MajorFunction[code] = Pass;
    }
    g_FastIo.SizeOfFastIoDispatch = sizeof g_FastIo;
    DriverObject->FastIoDispatch = &g_FastIo;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_DISK_FILE_SYSTEM, 0, FALSE, &g_Control);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = IoRegisterFsRegistrationChange(DriverObject, OnFileSystem); /* expect: fs-legacy-filter-registration */
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Control);
        return status;
    }
    g_Table = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'lbaT');
    if (g_Table == NULL) {
        IoUnregisterFsRegistrationChange(DriverObject, OnFileSystem);
        IoDeleteDevice(g_Control);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = Unload; /* expect: fs-legacy-filter-unload */
    return STATUS_SUCCESS;
}
