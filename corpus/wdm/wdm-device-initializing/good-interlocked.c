#include <wdm.h>

typedef struct _GATE_EXTENSION {
    PDEVICE_OBJECT Self, Next;
} GATE_EXTENSION, *PGATE_EXTENSION;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD GateUnload;
DRIVER_ADD_DEVICE GateAddDevice;
DRIVER_DISPATCH GatePass, GatePnp;

NTSTATUS GatePass(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(((PGATE_EXTENSION)DeviceObject->DeviceExtension)->Next, Irp);
}

NTSTATUS GatePnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PGATE_EXTENSION gate = (PGATE_EXTENSION)DeviceObject->DeviceExtension;
    UCHAR minor = IoGetCurrentIrpStackLocation(Irp)->MinorFunction;
    NTSTATUS status;

    IoSkipCurrentIrpStackLocation(Irp);
    status = IoCallDriver(gate->Next, Irp);
    if (minor == IRP_MN_REMOVE_DEVICE) {
        IoDetachDevice(gate->Next);
        IoDeleteDevice(DeviceObject);
    }
    return status;
}

NTSTATUS GateAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    PDEVICE_OBJECT device = NULL;
    PGATE_EXTENSION gate;
    NTSTATUS status;

    status = IoCreateDevice(DriverObject, sizeof(GATE_EXTENSION), NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    gate = (PGATE_EXTENSION)device->DeviceExtension;
    gate->Self = device;
    gate->Next = IoAttachDeviceToDeviceStack(device, PhysicalDeviceObject);
    if (gate->Next == NULL) {
        IoDeleteDevice(device);
        return STATUS_DEVICE_REMOVED;
    }
    InterlockedAnd((volatile LONG *)&device->Flags, ~DO_DEVICE_INITIALIZING);
    return STATUS_SUCCESS;
}

VOID GateUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverExtension->AddDevice = GateAddDevice;
    DriverObject->DriverUnload = GateUnload;
    DriverObject->MajorFunction[IRP_MJ_PNP] = GatePnp;
    DriverObject->MajorFunction[IRP_MJ_POWER] = GatePass;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = GatePass;
    return STATUS_SUCCESS;
}
