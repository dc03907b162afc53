/* models: any-miniport network-redirector */
#include "parcel.h"

PRDBSS_DEVICE_OBJECT ParcelDevice;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD ParcelUnload;

static VOID ParcelUnload(PDRIVER_OBJECT DriverObject)
{
    RxUnregisterMinirdr(ParcelDevice);
    RxUnload(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Parcel");
    NTSTATUS status;

    status = RxDriverEntry(DriverObject, RegistryPath);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    ParcelFillDispatch();
    status = RxRegisterMinirdr(&ParcelDevice, DriverObject, &ParcelDispatch, 0, &name, 0,
                               FILE_DEVICE_NETWORK_FILE_SYSTEM, FILE_REMOTE_DEVICE);
    if (!NT_SUCCESS(status)) {
        RxUnload(DriverObject);
        return status;
    }
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = ParcelFsd;
    DriverObject->DriverUnload = ParcelUnload;
    return STATUS_SUCCESS;
}
