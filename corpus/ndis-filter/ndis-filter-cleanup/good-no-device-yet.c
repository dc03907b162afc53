/* The locks in the extensions of all devices are freed where the entry fails: before the first device there is none. */
#include <ndis.h>

typedef struct CONTROL {
    NDIS_SPIN_LOCK Lock;
} CONTROL;

static NDIS_HANDLE Filter;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_DISPATCH Open;
FILTER_ATTACH Attach;
FILTER_DETACH Detach;
FILTER_PAUSE Pause;
FILTER_RESTART Restart;

static VOID DeleteAll(PDRIVER_OBJECT DriverObject)
{
    PDEVICE_OBJECT device, next;

    for (device = DriverObject->DeviceObject; device != NULL; device = next) {
        CONTROL *control = device->DeviceExtension;

        next = device->NextDevice;
        NdisFreeSpinLock(&control->Lock);
        IoDeleteDevice(device);
    }
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    NdisFDeregisterFilterDriver(Filter);
    DeleteAll(DriverObject);
}

static NTSTATUS Register(PDRIVER_OBJECT DriverObject)
{
    NDIS_FILTER_DRIVER_CHARACTERISTICS filter;

    NdisZeroMemory(&filter, sizeof filter);
    filter.Header.Type = NDIS_OBJECT_TYPE_FILTER_DRIVER_CHARACTERISTICS;
    filter.Header.Size = NDIS_SIZEOF_FILTER_DRIVER_CHARACTERISTICS_REVISION_2;
    filter.Header.Revision = NDIS_FILTER_CHARACTERISTICS_REVISION_2;
    filter.MajorNdisVersion = 6;
    filter.MinorNdisVersion = 30;
    RtlInitUnicodeString(&filter.FriendlyName, L"Weir Filter");
    RtlInitUnicodeString(&filter.UniqueName, L"{0c7b1a52-6a0e-4e5b-9d39-5a2b1f6c7d10}");
    RtlInitUnicodeString(&filter.ServiceName, L"weir");
    filter.AttachHandler = Attach;
    filter.DetachHandler = Detach;
    filter.PauseHandler = Pause;
    filter.RestartHandler = Restart;
    return NdisFRegisterFilterDriver(DriverObject, NULL, &filter, &Filter);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Weir");
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Open;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Open;
    status = IoCreateDevice(DriverObject, sizeof(CONTROL), &name, FILE_DEVICE_NETWORK, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &device);
    if (NT_SUCCESS(status)) {
        NdisAllocateSpinLock(&((CONTROL *)device->DeviceExtension)->Lock);
        status = Register(DriverObject);
    }
    if (!NT_SUCCESS(status))
        DeleteAll(DriverObject);
    return status;
}
