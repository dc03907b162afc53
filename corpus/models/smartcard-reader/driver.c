/* models: smartcard-reader wdm-pnp */
#include <ntddk.h>
#include <smclib.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_ADD_DEVICE AddDevice;
DRIVER_DISPATCH Dispatch;

static SMARTCARD_EXTENSION Reader;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS AddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(PhysicalDeviceObject);
    Reader.Version = SMCLIB_VERSION;
    Reader.SmartcardRequest.BufferSize = MIN_BUFFER_SIZE;
    Reader.SmartcardReply.BufferSize = MIN_BUFFER_SIZE;
    return SmartcardInitialize(&Reader);
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
