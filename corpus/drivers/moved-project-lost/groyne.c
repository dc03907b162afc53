/* Whether the source that the project names on another machine is this one nobody knows, nor what the macro is. */
/* verdict: legacy-nonpnp-undo-device-and-link cd-symlink-fail-delete-device undetermined */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD GroyneUnload;
DRIVER_DISPATCH GroyneOpenClose;

static UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Groyne");

VOID GroyneUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteSymbolicLink(&Link);
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS GroyneOpenClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Groyne");
    PDEVICE_OBJECT device = NULL;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = GroyneOpenClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = GroyneOpenClose;
    DriverObject->DriverUnload = GroyneUnload;
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateSymbolicLink(&Link, &name);
    if (!NT_SUCCESS(status)) {
#ifdef GROYNE_UNDOES
        IoDeleteDevice(device);
#endif
        return status;
    }
    return STATUS_SUCCESS;
}
