#include <ntifs.h>

/* The table is in paged pool. */
DRIVER_INITIALIZE DriverEntry;

static PDEVICE_OBJECT g_Control;
static PFAST_IO_DISPATCH g_FastIo;
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
        DriverObject->MajorFunction[code] = Pass;
    }
    g_FastIo = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(FAST_IO_DISPATCH), 'tsaF');
    if (g_FastIo == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_FastIo->SizeOfFastIoDispatch = sizeof(FAST_IO_DISPATCH);
    DriverObject->FastIoDispatch = g_FastIo; /* expect: fs-legacy-filter-fast-io */
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_DISK_FILE_SYSTEM, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Control);
    if (!NT_SUCCESS(status)) {
        ExFreePool(g_FastIo);
        return status;
    }
    status = IoRegisterFsRegistrationChange(DriverObject, OnFileSystem);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Control);
        ExFreePool(g_FastIo);
        return status;
    }
    return STATUS_SUCCESS;
}
