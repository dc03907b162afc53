/* The extension goes with its device. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;
static IO_TIMER_ROUTINE Tick;

typedef struct PROBE {
    PDEVICE_OBJECT Self;
    KTIMER Timer;
    PFILE_OBJECT File;
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
    PDEVICE_OBJECT device = DriverObject->DeviceObject;
    PROBE *probe = device->DeviceExtension;

    IoDeleteDevice(device);
    KeCancelTimer(&probe->Timer); /* expect: legacy-nonpnp-no-use-after-delete */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Probe");
    PDEVICE_OBJECT device;
    PROBE *probe;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
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
        IoDeleteDevice(device);
        IoStopTimer(device); /* expect: legacy-nonpnp-no-use-after-delete */
        return status;
    }
    if (KeQueryActiveProcessorCount(NULL) > 2) {
        IoDeleteDevice(probe->Self);
        probe->Self = NULL; /* expect: legacy-nonpnp-no-use-after-delete */
        return STATUS_UNSUCCESSFUL;
    }
    return STATUS_SUCCESS;
}
