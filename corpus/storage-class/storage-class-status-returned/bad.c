#include <ntddk.h>
#include <classpnp.h>

typedef struct _PLATTER_DATA {
    ULONG Opens;
} PLATTER_DATA;

DRIVER_INITIALIZE DriverEntry;

NTSTATUS PlatterAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(PhysicalDeviceObject);
    return STATUS_NOT_SUPPORTED;
}

NTSTATUS PlatterStart(PDEVICE_OBJECT DeviceObject)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    return STATUS_SUCCESS;
}

NTSTATUS PlatterStop(PDEVICE_OBJECT DeviceObject, UCHAR Type)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Type);
    return STATUS_SUCCESS;
}

NTSTATUS PlatterControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Irp);
    return STATUS_NOT_SUPPORTED;
}

NTSTATUS PlatterVerify(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Irp);
    return STATUS_SUCCESS;
}

NTSTATUS PlatterEnumerate(PDEVICE_OBJECT DeviceObject)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    return STATUS_SUCCESS;
}

VOID PlatterUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    CLASS_INIT_DATA init = {0};
    NTSTATUS status;

    init.InitializationDataSize = sizeof(CLASS_INIT_DATA);
    init.FdoData.DeviceExtensionSize = sizeof(FUNCTIONAL_DEVICE_EXTENSION) + sizeof(PLATTER_DATA);
    init.FdoData.DeviceType = FILE_DEVICE_DISK;
    init.FdoData.ClassStartDevice = PlatterStart;
    init.FdoData.ClassStopDevice = PlatterStop;
    init.FdoData.ClassDeviceControl = PlatterControl;
    init.FdoData.ClassReadWriteVerification = PlatterVerify;
    init.ClassAddDevice = PlatterAddDevice;
    init.ClassUnload = PlatterUnload;
    status = ClassInitialize(DriverObject, RegistryPath, &init);
    if (!NT_SUCCESS(status)) {
        DbgPrint("platter: %08lx\n", status);
    }
    return STATUS_SUCCESS; /* expect: storage-class-status-returned */ /* verdict: storage-class-status-returned sc-classinit-return violated */
}
