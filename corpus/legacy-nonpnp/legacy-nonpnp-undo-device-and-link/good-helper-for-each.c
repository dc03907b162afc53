#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

static PDEVICE_OBJECT g_Upper, g_Lower;
static UNICODE_STRING g_UpperLink = RTL_CONSTANT_STRING(L"\\??\\LoomUpper");
static UNICODE_STRING g_LowerLink = RTL_CONSTANT_STRING(L"\\??\\LoomLower");

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

/* Makes one device with its link; called for each. */
static NTSTATUS Make(PDRIVER_OBJECT Driver, PCWSTR Name, PUNICODE_STRING Link, PDEVICE_OBJECT *Made)
{
    UNICODE_STRING name;
    NTSTATUS status;

    RtlInitUnicodeString(&name, Name);
    status = IoCreateDevice(Driver, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, Made);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = IoCreateSymbolicLink(Link, &name);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(*Made);
        *Made = NULL;
    }
    return status;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteSymbolicLink(&g_LowerLink);
    IoDeleteSymbolicLink(&g_UpperLink);
    IoDeleteDevice(g_Lower);
    IoDeleteDevice(g_Upper);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->DriverUnload = Unload;
    status = Make(DriverObject, L"\\Device\\LoomUpper", &g_UpperLink, &g_Upper);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = Make(DriverObject, L"\\Device\\LoomLower", &g_LowerLink, &g_Lower);
    if (!NT_SUCCESS(status)) {
        IoDeleteSymbolicLink(&g_UpperLink);
        IoDeleteDevice(g_Upper);
    }
    return status;
}
