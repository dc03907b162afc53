/* A lock is given up and set up again where it stands: in the entry at another place, or by a request. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD LathUnload;
DRIVER_DISPATCH LathControl;

static ERESOURCE g_Tool, g_Work;

VOID LathUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteResourceLite(&g_Tool);
    ExDeleteResourceLite(&g_Work);
}

NTSTATUS LathControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    ExDeleteResourceLite(&g_Work);
    ExInitializeResourceLite(&g_Work);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ExInitializeResourceLite(&g_Tool);
    ExInitializeResourceLite(&g_Work);
    if (RegistryPath->Length > 100) {
        ExDeleteResourceLite(&g_Tool);
        ExInitializeResourceLite(&g_Tool);
    }
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = LathControl;
    DriverObject->DriverUnload = LathUnload;
    return STATUS_SUCCESS;
}
