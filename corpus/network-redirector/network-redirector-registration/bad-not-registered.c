#include <ntifs.h>
#include <rx.h>

/* The library is started and gets all requests, but nobody tells it of this redirector. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return RxFsdDispatch((PRDBSS_DEVICE_OBJECT)DeviceObject, Irp);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    RxUnload(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    ULONG code;

    status = RxDriverEntry(DriverObject, RegistryPath);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    for (code = 0; code <= IRP_MJ_MAXIMUM_FUNCTION; code++) {
        DriverObject->MajorFunction[code] = Dispatch;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS; /* expect: network-redirector-registration */
}
