#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

static PVOID g_Table;
static UNICODE_STRING g_Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Astrolabe");

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID OnThread(HANDLE ProcessId, HANDLE ThreadId, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(ThreadId);
    UNREFERENCED_PARAMETER(Create);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    PsRemoveCreateThreadNotifyRoutine(OnThread);
    IoDeleteSymbolicLink(&g_Link);
    IoDeleteDevice(DriverObject->DeviceObject);
    ExFreePoolWithTag(g_Table, 'rtsA');
}

/* A status is tested in many ways: each of them tells success from failure. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Astrolabe");
    PDEVICE_OBJECT device = NULL;
    BOOLEAN linked = FALSE;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 128, 'rtsA');
    status = g_Table ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
    if (status != 0)
        return status;
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (NT_ERROR(status))
        goto undo;
    status = IoCreateSymbolicLink(&g_Link, &name);
    if ((LONG)status < 0)
        goto undo;
    linked = TRUE;
    status = PsSetCreateThreadNotifyRoutine(OnThread);
    if (status == STATUS_SUCCESS) {
        DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
        DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
        DriverObject->DriverUnload = Unload;
        return 0;
    }

undo:
    if (linked)
        IoDeleteSymbolicLink(&g_Link);
    if (device != NULL)
        IoDeleteDevice(device);
    ExFreePoolWithTag(g_Table, 'rtsA');
    return status;
}
