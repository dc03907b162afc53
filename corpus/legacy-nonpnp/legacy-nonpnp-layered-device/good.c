#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PDEVICE_OBJECT g_Device;
static PDEVICE_OBJECT g_Lower;
static PFILE_OBJECT g_File;
static DRIVER_DISPATCH Pass;

static NTSTATUS Pass(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(g_Lower, Irp);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(g_Device);
    ObDereferenceObject(g_File);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_READ] = Pass;
    RtlInitUnicodeString(&name, L"\\Device\\Beep");
    status = IoGetDeviceObjectPointer(&name, FILE_READ_DATA, &g_File, &g_Lower);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_BEEP, 0, FALSE, &g_Device);
    if (!NT_SUCCESS(status)) {
        ObDereferenceObject(g_File);
        return status;
    }
    g_Device->StackSize = g_Lower->StackSize + 1;
    return STATUS_SUCCESS;
}
