/* Of eight ports the driver serves those that it could make; each has a link. More ways lead through the loop than are
 * told apart: nothing is said for sure. */
/* undetermined-ok */
#include <ntddk.h>

#define PORTS 8

typedef struct _PORT {
    ULONG Number;
} PORT;

DRIVER_DISPATCH PortOpen;

static const PCWSTR PortNames[PORTS] = {
    L"\\Device\\Port0", L"\\Device\\Port1", L"\\Device\\Port2", L"\\Device\\Port3",
    L"\\Device\\Port4", L"\\Device\\Port5", L"\\Device\\Port6", L"\\Device\\Port7",
};
static const PCWSTR LinkNames[PORTS] = {
    L"\\DosDevices\\Port0", L"\\DosDevices\\Port1", L"\\DosDevices\\Port2", L"\\DosDevices\\Port3",
    L"\\DosDevices\\Port4", L"\\DosDevices\\Port5", L"\\DosDevices\\Port6", L"\\DosDevices\\Port7",
};

static VOID PortUnload(PDRIVER_OBJECT DriverObject)
{
    PDEVICE_OBJECT device;

    while ((device = DriverObject->DeviceObject) != NULL) {
        UNICODE_STRING link;

        RtlInitUnicodeString(&link, LinkNames[((PORT *)device->DeviceExtension)->Number]);
        IoDeleteSymbolicLink(&link);
        IoDeleteDevice(device);
    }
}

static NTSTATUS MakePort(PDRIVER_OBJECT DriverObject, ULONG number)
{
    UNICODE_STRING name, link;
    PDEVICE_OBJECT device;
    NTSTATUS status;

    RtlInitUnicodeString(&name, PortNames[number]);
    status = IoCreateDevice(DriverObject, sizeof(PORT), &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &device);
    if (!NT_SUCCESS(status))
        return status;
    RtlInitUnicodeString(&link, LinkNames[number]);
    status = IoCreateSymbolicLink(&link, &name);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }
    ((PORT *)device->DeviceExtension)->Number = number;
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG n, made = 0;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (n = 0; n < PORTS; n++) {
        status = MakePort(DriverObject, n);
        if (NT_SUCCESS(status))
            made++;
    }
    if (made == 0)
        return STATUS_NO_SUCH_DEVICE;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = PortOpen;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = PortOpen;
    DriverObject->DriverUnload = PortUnload;
    return STATUS_SUCCESS;
}
