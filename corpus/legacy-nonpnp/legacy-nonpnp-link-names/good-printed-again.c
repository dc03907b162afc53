/* undetermined-ok: the buffer is written between the calls */
#include <ntddk.h>
#include <ntstrsafe.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

static UNICODE_STRING g_Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Probe");
static PDEVICE_OBJECT g_Device;

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteSymbolicLink(&g_Link);
    IoDeleteDevice(g_Device);
}

static NTSTATUS MakeDevice(PDRIVER_OBJECT DriverObject, ULONG Number)
{
    WCHAR text[32];
    UNICODE_STRING name;
    NTSTATUS status;

    status = RtlStringCbPrintfW(text, sizeof text, L"\\Device\\Probe%u", Number);
    if (!NT_SUCCESS(status))
        return status;
    RtlInitUnicodeString(&name, text);
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
    if (!NT_SUCCESS(status))
        return status;
    RtlStringCbPrintfW(text, sizeof text, L"\\Device\\Probe%u", 7);
    status = IoCreateSymbolicLink(&g_Link, &name);
    if (!NT_SUCCESS(status))
        IoDeleteDevice(g_Device);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    return MakeDevice(DriverObject, 7);
}
