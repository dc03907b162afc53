/* The sheet that the project imports is not there, but which arm is compiled the source says itself. */
/* verdict: legacy-nonpnp-undo-device-and-link cd-symlink-fail-delete-device satisfied */
#include <ntddk.h>

#define DOLPHIN_UNDOES

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD DolphinUnload;
DRIVER_DISPATCH DolphinOpenClose;

static UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Dolphin");

VOID DolphinUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteSymbolicLink(&Link);
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS DolphinOpenClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Dolphin");
    PDEVICE_OBJECT device = NULL;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = DolphinOpenClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = DolphinOpenClose;
    DriverObject->DriverUnload = DolphinUnload;
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateSymbolicLink(&Link, &name);
    if (!NT_SUCCESS(status)) {
#if defined(DOLPHIN_UNDOES)
        IoDeleteDevice(device);
#elif defined(DOLPHIN_KEEPS)
        DbgPrint("kept");
        DriverObject->DriverUnload = NULL;
#endif
        return status;
    }
    return STATUS_SUCCESS;
}
