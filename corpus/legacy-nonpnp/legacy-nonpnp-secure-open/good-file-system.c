#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_DISPATCH Dispatch;

static PDEVICE_OBJECT g_Control;
static UNICODE_STRING g_Name = RTL_CONSTANT_STRING(L"\\Vellum");

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

/* A file system guards its files itself. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
        DriverObject->MajorFunction[i] = Dispatch;
    status = IoCreateDevice(DriverObject, 0, &g_Name, FILE_DEVICE_CD_ROM_FILE_SYSTEM, 0, FALSE, &g_Control);
    if (!NT_SUCCESS(status))
        return status;
    IoRegisterFileSystem(g_Control);
    return STATUS_SUCCESS;
}
/* not-applicable */
