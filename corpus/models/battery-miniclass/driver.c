/* models: battery-miniclass wdm-pnp */
#include <ntddk.h>
#include <batclass.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_ADD_DEVICE AddDevice;
DRIVER_DISPATCH Dispatch;

static BATTERY_MINIPORT_INFO Battery;
static PVOID Class;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS AddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Battery.MajorVersion = BATTERY_CLASS_MAJOR_VERSION;
    Battery.MinorVersion = BATTERY_CLASS_MINOR_VERSION;
    Battery.Pdo = PhysicalDeviceObject;
    return BatteryClassInitializeDevice(&Battery, &Class);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->DriverExtension->AddDevice = AddDevice;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLEANUP] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_INTERNAL_DEVICE_CONTROL] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_PNP] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_POWER] = Dispatch;
    return STATUS_SUCCESS;
}
