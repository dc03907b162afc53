/* The second failure leaves the first device and its link. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PairUnload;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) DRIVER_DISPATCH PairOpen;

typedef struct _PAIR_EXTENSION {
    UNICODE_STRING LinkName;
} PAIR_EXTENSION;

NTSTATUS PairOpen(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

VOID PairUnload(PDRIVER_OBJECT DriverObject)
{
    PDEVICE_OBJECT device = DriverObject->DeviceObject;

    while (device != NULL) {
        PDEVICE_OBJECT following = device->NextDevice;
        PAIR_EXTENSION *extension = (PAIR_EXTENSION *)device->DeviceExtension;

        if (extension->LinkName.Buffer != NULL)
            IoDeleteSymbolicLink(&extension->LinkName);
        IoDeleteDevice(device);
        device = following;
    }
}

static NTSTATUS AddOne(PDRIVER_OBJECT DriverObject, PCWSTR DeviceText, PCWSTR LinkText)
{
    UNICODE_STRING deviceName, linkName;
    PDEVICE_OBJECT device;
    NTSTATUS status;

    RtlInitUnicodeString(&deviceName, DeviceText);
    RtlInitUnicodeString(&linkName, LinkText);
    status = IoCreateDevice(DriverObject, sizeof(PAIR_EXTENSION), &deviceName, FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    RtlZeroMemory(device->DeviceExtension, sizeof(PAIR_EXTENSION));
    status = IoCreateSymbolicLink(&linkName, &deviceName);
    if (!NT_SUCCESS(status))
        return status;
    ((PAIR_EXTENSION *)device->DeviceExtension)->LinkName = linkName;
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = PairOpen;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = PairOpen;
    DriverObject->DriverUnload = PairUnload;
    status = AddOne(DriverObject, L"\\Device\\PairLeft", L"\\DosDevices\\PairLeft");
    if (NT_SUCCESS(status))
        status = AddOne(DriverObject, L"\\Device\\PairRight", L"\\DosDevices\\PairRight");
    return status; /* expect: legacy-nonpnp-undo-device-and-link legacy-nonpnp-undo-device-and-link */
}
