#include <ntddk.h>

static PDEVICE_OBJECT g_Device;
static PVOID g_Table;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_DISPATCH Create;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Table);
    IoDeleteDevice(g_Device);
}

NTSTATUS Create(PDEVICE_OBJECT Device, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Device);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

/* Neither call is known to have succeeded where the device is deleted. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Meters\\First");
    UNICODE_STRING other = RTL_CONSTANT_STRING(L"\\Device\\FirstMeter");
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Create;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Create;
    DriverObject->DriverUnload = Unload;
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
    if (status == STATUS_OBJECT_PATH_NOT_FOUND) {
        status =
            IoCreateDevice(DriverObject, 0, &other, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
    }
    g_Table = ExAllocatePool2(POOL_FLAG_PAGED, 256, 'lbaT');
    if (g_Table == NULL) {
        IoDeleteDevice(g_Device); /* expect: legacy-nonpnp-device-after-success, wdm-release-on-failure */
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return status; /* expect: wdm-release-on-failure */
}
