/* The device is put into an object whose class is in a header that is missing. That this ends where the device could
 * not be made is no use of the device. */
/* verdict: legacy-nonpnp-device-after-success cd-create-status-before-use satisfied */
#include <ntddk.h>
#include <wil/resource.h>

static UNICODE_STRING g_Name = RTL_CONSTANT_STRING(L"\\Device\\Skiff");

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) static DRIVER_DISPATCH Complete;

static NTSTATUS Complete(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static void Unload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteDevice(DriverObject->DeviceObject);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    wil::unique_device device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status =
        IoCreateDevice(DriverObject, 0, &g_Name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Complete;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Complete;
    DriverObject->DriverUnload = Unload;
    device.release();
    return STATUS_SUCCESS;
}
