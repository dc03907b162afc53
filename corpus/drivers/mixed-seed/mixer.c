/* A seed is mixed over and over before the device is named by it: what is reckoned of it has twice as many parts with
 * each step, and the device is deleted all the same. */
/* verdict: legacy-nonpnp-undo-device-and-link cd-symlink-fail-delete-device satisfied */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD MixerUnload;
DRIVER_DISPATCH MixerOpenClose;

static UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Mixer");
static ULONG Seed;

static ULONG Mix(ULONG Value)
{
    Value = Value ^ (Value << 13);
    Value = Value ^ (Value >> 17);
    return Value + (Value << 5);
}

VOID MixerUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteSymbolicLink(&Link);
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS MixerOpenClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Mixer");
    PDEVICE_OBJECT device = NULL;
    NTSTATUS status;
    ULONG seed = KeQueryActiveProcessorCount(NULL);

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = MixerOpenClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = MixerOpenClose;
    DriverObject->DriverUnload = MixerUnload;
    seed = Mix(Mix(Mix(Mix(seed))));
    seed = Mix(Mix(Mix(Mix(seed))));
    seed = Mix(Mix(Mix(Mix(seed))));
    seed = Mix(Mix(Mix(Mix(seed))));
    if (seed == 0)
        seed = 1;
    Seed = seed;
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateSymbolicLink(&Link, &name);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }
    return STATUS_SUCCESS;
}
