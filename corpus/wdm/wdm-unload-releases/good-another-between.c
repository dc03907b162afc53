/* Two tables that one helper makes are freed each by its own name, beside that of the last request. */
#include <ntddk.h>

#define TABLE_TAG 'lbaT'

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD TableUnload;
static DRIVER_DISPATCH TableControl;
static DRIVER_DISPATCH TableOpenClose;

static PVOID FirstTable;
static PVOID SecondTable;
static PVOID LastTable;
static FAST_MUTEX TableLock;

static NTSTATUS TableComplete(PIRP Irp, NTSTATUS status)
{
    Irp->IoStatus.Status = status;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return status;
}

static NTSTATUS TableOpenClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    return TableComplete(Irp, STATUS_SUCCESS);
}

static NTSTATUS TableControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    ExAcquireFastMutex(&TableLock);
    if (LastTable != NULL)
        ExFreePoolWithTag(LastTable, TABLE_TAG);
    LastTable = ExAllocatePool2(POOL_FLAG_PAGED, 256, TABLE_TAG);
    ExReleaseFastMutex(&TableLock);
    return TableComplete(Irp, STATUS_SUCCESS);
}

static VOID TableUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(FirstTable, TABLE_TAG);
    ExFreePoolWithTag(SecondTable, TABLE_TAG);
    if (LastTable != NULL)
        ExFreePoolWithTag(LastTable, TABLE_TAG);
}

static BOOLEAN TableMake(PVOID *Table)
{
    *Table = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, TABLE_TAG);
    return *Table != NULL;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeFastMutex(&TableLock);
    if (!TableMake(&FirstTable))
        return STATUS_INSUFFICIENT_RESOURCES;
    if (!TableMake(&SecondTable)) {
        ExFreePoolWithTag(FirstTable, TABLE_TAG);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->MajorFunction[IRP_MJ_CREATE] = TableOpenClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = TableOpenClose;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = TableControl;
    DriverObject->DriverUnload = TableUnload;
    return STATUS_SUCCESS;
}
