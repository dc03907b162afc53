/* The wrong one of two names that are kept in the extension: what it says is not known where it comes back from there.
 */
/* verdict: legacy-nonpnp-link-names cd-unload-link-name-matches undetermined */
#include <ntddk.h>

typedef struct _FORD_EXTENSION {
    PDEVICE_OBJECT Device;
    UNICODE_STRING DeviceName, LinkName;
} FORD_EXTENSION, *PFORD_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD FordUnload;
static DRIVER_DISPATCH FordDispatch;

static NTSTATUS FordDispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID FordUnload(PDRIVER_OBJECT DriverObject)
{
    PDEVICE_OBJECT device = DriverObject->DeviceObject;

    while (device != NULL) {
        PFORD_EXTENSION extension = device->DeviceExtension;
        UNICODE_STRING name = extension->DeviceName;

        IoDeleteSymbolicLink(&name); /* gap: legacy-nonpnp-link-names (what stands in the extension is not known) */
        device = device->NextDevice;
        IoDeleteDevice(extension->Device);
    }
}

static NTSTATUS FordCreate(PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING device, link;
    PDEVICE_OBJECT made;
    PFORD_EXTENSION extension;
    NTSTATUS status;

    RtlInitUnicodeString(&device, L"\\Device\\Ford");
    status = IoCreateDevice(DriverObject, sizeof(FORD_EXTENSION), &device, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN,
                            FALSE, &made);
    if (!NT_SUCCESS(status))
        return status;
    extension = made->DeviceExtension;
    extension->Device = made;
    extension->DeviceName = device;
    RtlInitUnicodeString(&link, L"\\DosDevices\\Ford");
    extension->LinkName = link;
    status = IoCreateSymbolicLink(&link, &device);
    if (!NT_SUCCESS(status))
        IoDeleteDevice(made);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = FordUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = FordDispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = FordDispatch;
    return FordCreate(DriverObject);
}
