/* not-applicable */
/* The link leads to the name under which the provider is registered, not to that of the other device. */
#include <ntifs.h>

static PDEVICE_OBJECT Control;
static PDEVICE_OBJECT Redirector;
static HANDLE Provider;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_DISPATCH Refuse;

NTSTATUS Refuse(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_INVALID_DEVICE_REQUEST;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_INVALID_DEVICE_REQUEST;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\Shares");

    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteSymbolicLink(&link);
    FsRtlDeregisterUncProvider(Provider);
    IoDeleteDevice(Redirector);
    IoDeleteDevice(Control);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\SharesControl");
    UNICODE_STRING provider = RTL_CONSTANT_STRING(L"\\Device\\Shares");
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\DosDevices\\Shares");
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Refuse;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Refuse;
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Control);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_NETWORK_FILE_SYSTEM, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &Redirector);
    if (!NT_SUCCESS(status))
        goto delete_control;
    status = FsRtlRegisterUncProviderEx(&Provider, &provider, Redirector, 0);
    if (!NT_SUCCESS(status))
        goto delete_redirector;
    status = IoCreateSymbolicLink(&link, &provider);
    if (!NT_SUCCESS(status))
        goto deregister;
    return STATUS_SUCCESS;

deregister:
    FsRtlDeregisterUncProvider(Provider);
delete_redirector:
    IoDeleteDevice(Redirector);
delete_control:
    IoDeleteDevice(Control);
    return status;
}
