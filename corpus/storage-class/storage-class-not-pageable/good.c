#include <ntddk.h>
#include <classpnp.h>

NTSTATUS SiltAdd(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Pdo);
NTSTATUS SiltStart(PDEVICE_OBJECT DeviceObject);
NTSTATUS SiltStop(PDEVICE_OBJECT DeviceObject, UCHAR Type);
NTSTATUS SiltControl(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS SiltVerify(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath);

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, SiltAdd)
#pragma alloc_text(PAGE, SiltStart)
#endif

NTSTATUS SiltVerify(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(Irp);

    UNREFERENCED_PARAMETER(DeviceObject);
    return stack->Parameters.Read.Length % 512 == 0 ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    CLASS_INIT_DATA init = {0};

    init.InitializationDataSize = sizeof(init);
    init.FdoData.ClassReadWriteVerification = SiltVerify;
    init.FdoData.ClassDeviceControl = SiltControl;
    init.FdoData.ClassStartDevice = SiltStart;
    init.FdoData.ClassStopDevice = SiltStop;
    init.ClassAddDevice = SiltAdd;
    return ClassInitialize(DriverObject, RegistryPath, &init);
}
