/* Requests queue the work item, and its routine gives it back when it has run. */
/* verdict: kernel-callbacks-work-item kc-workitem undetermined */
#include "errand.h"

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD ErrandUnload;

PIO_WORKITEM g_Errand;

VOID ErrandUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Errand");
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    g_Errand = IoAllocateWorkItem(device);
    if (g_Errand == NULL) {
        IoDeleteDevice(device);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->MajorFunction[IRP_MJ_CREATE] = ErrandCreate;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = ErrandCreate;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = ErrandWrite;
    DriverObject->DriverUnload = ErrandUnload;
    return STATUS_SUCCESS;
}
