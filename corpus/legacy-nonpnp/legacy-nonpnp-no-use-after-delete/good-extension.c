/* What the extension holds is taken out of it first; the device is named by it last. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;
static IO_TIMER_ROUTINE Tick;

typedef struct PROBE {
    PDEVICE_OBJECT Self;
    KTIMER Timer;
    HANDLE Key;
} PROBE;

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Tick(PDEVICE_OBJECT DeviceObject, PVOID Context)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    UNREFERENCED_PARAMETER(Context);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    PROBE *probe = DriverObject->DeviceObject->DeviceExtension;
    HANDLE key = probe->Key;

    IoStopTimer(probe->Self);
    IoDeleteDevice(probe->Self);
    ZwClose(key);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Probe");
    OBJECT_ATTRIBUTES attributes;
    PDEVICE_OBJECT device;
    PROBE *probe;
    NTSTATUS status;

    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    status = IoCreateDevice(DriverObject, sizeof(PROBE), &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    probe = device->DeviceExtension;
    probe->Self = device;
    KeInitializeTimer(&probe->Timer);
    status = IoInitializeTimer(device, Tick, NULL);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(probe->Self);
        return status;
    }
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&probe->Key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }
    IoStartTimer(device);
    return STATUS_SUCCESS;
}
