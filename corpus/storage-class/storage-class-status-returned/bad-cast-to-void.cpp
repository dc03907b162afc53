extern "C" {
#include <ntddk.h>
#include <classpnp.h>
}

extern "C" {
DRIVER_INITIALIZE DriverEntry;
NTSTATUS SlateAdd(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Pdo);
NTSTATUS SlateStart(PDEVICE_OBJECT DeviceObject);
NTSTATUS SlateStop(PDEVICE_OBJECT DeviceObject, UCHAR Type);
NTSTATUS SlateControl(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS SlateVerify(PDEVICE_OBJECT DeviceObject, PIRP Irp);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    CLASS_INIT_DATA slate = {};

    slate.InitializationDataSize = sizeof slate;
    slate.ClassAddDevice = SlateAdd;
    slate.FdoData.ClassStartDevice = SlateStart;
    slate.FdoData.ClassStopDevice = SlateStop;
    slate.FdoData.ClassDeviceControl = SlateControl;
    slate.FdoData.ClassReadWriteVerification = SlateVerify;
    static_cast<void>(ClassInitialize(DriverObject, RegistryPath, &slate));
    return STATUS_SUCCESS; /* expect: storage-class-status-returned */
}
