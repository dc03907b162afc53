#include <wdm.h>

typedef struct _SIEVE_EXTENSION {
    PDEVICE_OBJECT Lower;
} SIEVE_EXTENSION, *PSIEVE_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_ADD_DEVICE AddDevice;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH PassOn;

static NTSTATUS PassOn(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PSIEVE_EXTENSION extension = DeviceObject->DeviceExtension;

    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(extension->Lower, Irp);
}

/* A filter is of the type of the device below it. */
static NTSTATUS AddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDevice)
{
    DEVICE_TYPE type = PhysicalDevice->DeviceType;
    PSIEVE_EXTENSION extension;
    PDEVICE_OBJECT filter;
    NTSTATUS status;

    PAGED_CODE();
    status = IoCreateDevice(DriverObject, sizeof(SIEVE_EXTENSION), NULL, type, PhysicalDevice->Characteristics,
                            FALSE, &filter);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    extension = filter->DeviceExtension;
    extension->Lower = IoAttachDeviceToDeviceStack(filter, PhysicalDevice);
    if (extension->Lower == NULL) {
        IoDeleteDevice(filter);
        return STATUS_NO_SUCH_DEVICE;
    }
    filter->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    for (ULONG code = 0; code <= IRP_MJ_MAXIMUM_FUNCTION; code++) {
        DriverObject->MajorFunction[code] = PassOn;
    }
    DriverObject->DriverExtension->AddDevice = AddDevice;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
