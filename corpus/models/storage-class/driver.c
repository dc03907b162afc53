/* models: any-miniport storage-class */
#include <ntddk.h>
#include <classpnp.h>

PCLASS_QUERY_WMI_REGINFO_EX TideQueryInfo;
NTSTATUS TideAdd(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Pdo);
NTSTATUS TideStart(PDEVICE_OBJECT DeviceObject);
NTSTATUS TideStop(PDEVICE_OBJECT DeviceObject, UCHAR Type);
NTSTATUS TideControl(PDEVICE_OBJECT DeviceObject, PIRP Irp);
NTSTATUS TideVerify(PDEVICE_OBJECT DeviceObject, PIRP Irp);

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    CLASS_QUERY_WMI_REGINFO_EX_LIST list = {0};
    GUID which = ClassGuidQueryRegInfoEx, support = ClassGuidSrbSupport;
    CLASS_INIT_DATA init = {0};
    NTSTATUS status;
    ULONG bits;

    init.InitializationDataSize = sizeof(init);
    init.FdoData.ClassReadWriteVerification = TideVerify;
    init.FdoData.ClassDeviceControl = TideControl;
    init.FdoData.ClassStartDevice = TideStart;
    init.FdoData.ClassStopDevice = TideStop;
    init.ClassAddDevice = TideAdd;
    status = ClassInitialize(DriverObject, RegistryPath, &init);
    if (!NT_SUCCESS(status))
        return status;
    list.Size = sizeof(CLASS_QUERY_WMI_REGINFO_EX_LIST);
    list.ClassFdoQueryWmiRegInfoEx = TideQueryInfo;
    (VOID)ClassInitializeEx(DriverObject, &which, &list);
    bits = CLASS_SRB_SCSI_REQUEST_BLOCK | CLASS_SRB_STORAGE_REQUEST_BLOCK;
    (VOID)ClassInitializeEx(DriverObject, &support, &bits);
    return status;
}
