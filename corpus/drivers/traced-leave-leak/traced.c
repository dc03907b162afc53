/* A tracing function that a comment configures, and whose macros leave the function that it stands in. */
#include <ntddk.h>
#include "traced.tmh"

/* begin_wpp config
 * USEPREFIX (Entered, "%!STDPREFIX! %!FUNC! entered");
 * FUNC Entered{LEVEL=TRACE_LEVEL_VERBOSE}(...);
 * USESUFFIX (LeaveIfFailed, " with %!STATUS!", STATUS);
 * FUNC LeaveIfFailed{LEVEL=TRACE_LEVEL_ERROR}(OBJECT, STATUS);
 * end_wpp
 */

#define WPP_LEVEL_OBJECT_STATUS_PRE(Level, Object, Status) {
#define WPP_LEVEL_OBJECT_STATUS_POST(Level, Object, Status) \
    ;                                                       \
    if (!NT_SUCCESS(Status))                                \
        return Status;                                      \
    }

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Complete;

static NTSTATUS Complete(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Entered();
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    LeaveIfFailed(DriverObject, status);
    status = PsSetLoadImageNotifyRoutine(NULL);
    LeaveIfFailed(DriverObject, status); /* expect: legacy-nonpnp-undo-device-and-link */
    PsRemoveLoadImageNotifyRoutine(NULL);
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Complete;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Complete;
    return STATUS_SUCCESS;
}
