/* A minifilter that takes orders through a device of its own. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static struct {
    PFLT_FILTER Filter;
    PDEVICE_OBJECT Device;
} Desk;

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\FilterDesk");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\FilterDesk");

static NTSTATUS DeskDispatch(PDEVICE_OBJECT Device, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Device);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID CloseDesk(VOID)
{
    IoDeleteSymbolicLink(&LinkName);
    IoDeleteDevice(Desk.Device);
}

static NTSTATUS OpenDesk(PDRIVER_OBJECT DriverObject)
{
    NTSTATUS status = IoCreateDevice(DriverObject, 0, &DeviceName, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                                     &Desk.Device);
    ULONG i;

    if (!NT_SUCCESS(status))
        return status;
    for (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
        DriverObject->MajorFunction[i] = DeskDispatch;
    status = IoCreateSymbolicLink(&LinkName, &DeviceName);
    if (!NT_SUCCESS(status))
        IoDeleteDevice(Desk.Device);
    return status;
}

static NTSTATUS DeskUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Desk.Filter);
    CloseDesk();
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, DeskUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &Registration, &Desk.Filter);
    if (!NT_SUCCESS(status))
        return status;
    status = OpenDesk(DriverObject);
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(Desk.Filter);
        return status;
    }
    status = FltStartFiltering(Desk.Filter);
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(Desk.Filter);
        return status; /* expect: minifilter-control-device, minifilter-control-device */
    }
    return STATUS_SUCCESS;
}
