#include <ntddk.h>

/* One device of several is deleted. */
static constexpr PCWSTR g_Names[] = {L"\\Device\\Probe0", L"\\Device\\Probe1", L"\\Device\\Probe2"};

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD DeleteAll;
static DRIVER_DISPATCH Dispatch;

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID DeleteAll(PDRIVER_OBJECT DriverObject)
{
    if (auto device = DriverObject->DeviceObject) {
        IoDeleteDevice(device);
    }
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = DeleteAll;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    for (PCWSTR text : g_Names) {
        UNICODE_STRING name;
        PDEVICE_OBJECT device;

        RtlInitUnicodeString(&name, text);
        NTSTATUS status =
            IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
        if (!NT_SUCCESS(status)) {
            DeleteAll(DriverObject);
            return status; /* expect: legacy-nonpnp-undo-device-and-link */
        }
    }
    return STATUS_SUCCESS;
}
