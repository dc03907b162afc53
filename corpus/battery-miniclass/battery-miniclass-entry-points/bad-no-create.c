#include <ntddk.h>
#include <batclass.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD CellUnload;
DRIVER_ADD_DEVICE CellAddDevice;
DRIVER_DISPATCH CellDispatch;

VOID CellUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static BATTERY_MINIPORT_INFO CellInfo;
static PVOID CellClass;

static NTSTATUS CellKnow(PDEVICE_OBJECT Device)
{
    RtlZeroMemory(&CellInfo, sizeof(CellInfo));
    CellInfo.MajorVersion = BATTERY_CLASS_MAJOR_VERSION;
    CellInfo.Context = Device;
    return BatteryClassInitializeDevice(&CellInfo, &CellClass);
}

NTSTATUS CellAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    return CellKnow(PhysicalDeviceObject);
}
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = CellDispatch;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = CellDispatch;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = CellDispatch;
    DriverObject->MajorFunction[IRP_MJ_PNP] = CellDispatch;
    DriverObject->MajorFunction[IRP_MJ_POWER] = CellDispatch;
    DriverObject->DriverExtension->AddDevice = CellAddDevice;
    DriverObject->DriverUnload = CellUnload;
    return STATUS_SUCCESS; /* expect: battery-miniclass-entry-points */
}
