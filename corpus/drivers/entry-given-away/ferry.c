/* The entry has a second driver object made, whose entry routine it gives to a routine of which nothing is known: that
 * runs at once. It sets up its own driver object, and is no callback that changes one that is in use. */
/* verdict: wdm-driver-object-late-store de-driverobject-fields-only-in-init undetermined */
#include <ntddk.h>

NTKERNELAPI NTSTATUS IoCreateDriver(PUNICODE_STRING DriverName, PDRIVER_INITIALIZE InitializationFunction);

DRIVER_INITIALIZE DriverEntry;

static NTSTATUS FerryPass(PDEVICE_OBJECT Device, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Device);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID FerryFill(PDRIVER_OBJECT DriverObject)
{
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = FerryPass;
}

static NTSTATUS FerryStart(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Ferry");
    PDEVICE_OBJECT device;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = FerryPass;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = FerryPass;
    FerryFill(DriverObject);
    return IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Driver\\Ferry");

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    return IoCreateDriver(&name, FerryStart);
}
