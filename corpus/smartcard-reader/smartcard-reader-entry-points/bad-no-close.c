#include <ntddk.h>
#include <smclib.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SlotUnload;
DRIVER_ADD_DEVICE SlotAddDevice;
DRIVER_DISPATCH SlotDispatch;

VOID SlotUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static SMARTCARD_EXTENSION SlotExtension;

NTSTATUS SlotAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    SlotExtension.OsData->DeviceObject = PhysicalDeviceObject;
    return SmartcardInitialize(&SlotExtension);
}
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = SlotDispatch;
    DriverObject->MajorFunction[IRP_MJ_CLEANUP] = SlotDispatch;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = SlotDispatch;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = SlotDispatch;
    DriverObject->MajorFunction[IRP_MJ_PNP] = SlotDispatch;
    DriverObject->MajorFunction[IRP_MJ_POWER] = SlotDispatch;
    DriverObject->DriverExtension->AddDevice = SlotAddDevice;
    DriverObject->DriverUnload = SlotUnload;
    return STATUS_SUCCESS; /* expect: smartcard-reader-entry-points */
}
