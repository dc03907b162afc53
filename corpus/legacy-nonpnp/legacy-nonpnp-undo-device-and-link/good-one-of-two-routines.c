#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

static PDEVICE_OBJECT g_Device;
static BOOLEAN g_IsNew;

static VOID OnProcessNew(PEPROCESS Process, HANDLE Id, PPS_CREATE_NOTIFY_INFO Info)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Id);
    UNREFERENCED_PARAMETER(Info);
}

static VOID OnProcess(HANDLE Parent, HANDLE Id, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(Parent);
    UNREFERENCED_PARAMETER(Id);
    UNREFERENCED_PARAMETER(Create);
}

/* The routine of this system, or the one of older ones. */
static NTSTATUS Watch(BOOLEAN Remove)
{
    return g_IsNew ? PsSetCreateProcessNotifyRoutineEx(OnProcessNew, Remove)
                   : PsSetCreateProcessNotifyRoutine(OnProcess, Remove);
}

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    (VOID)Watch(TRUE);
    IoDeleteDevice(g_Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_IsNew = RtlIsNtDdiVersionAvailable(NTDDI_WIN7);
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = Watch(FALSE);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Device);
    }
    return status;
}
