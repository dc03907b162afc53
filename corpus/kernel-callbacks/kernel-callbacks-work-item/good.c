#include <ntddk.h>

static PDEVICE_OBJECT g_Device;
static PIO_WORKITEM g_Flush;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_DISPATCH Dispatch;

NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoFreeWorkItem(g_Flush);
    IoDeleteDevice(g_Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_SHUTDOWN] = Dispatch;
    DriverObject->DriverUnload = Unload;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &g_Device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    g_Flush = IoAllocateWorkItem(g_Device);
    if (g_Flush == NULL) {
        IoDeleteDevice(g_Device);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = IoRegisterShutdownNotification(g_Device);
    if (!NT_SUCCESS(status)) {
        IoFreeWorkItem(g_Flush);
        IoDeleteDevice(g_Device);
        return status;
    }
    return STATUS_SUCCESS;
}
