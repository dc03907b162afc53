#include <ntddk.h>

static PDEVICE_OBJECT g_Late;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_REINITIALIZE MakeDevice;
DRIVER_DISPATCH Dispatch;

NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

/* Runs after DriverEntry has returned: the I/O manager does not clear the flag any more. */
VOID MakeDevice(PDRIVER_OBJECT DriverObject, PVOID Context, ULONG Count)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Latecomer");

    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Count);
    if (!NT_SUCCESS(IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &g_Late))) {
        return;
    }
    g_Late->Flags |= DO_BUFFERED_IO;
    KdPrint(("latecomer: made\n"));
    return; /* expect: wdm-device-initializing */
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Late != NULL) {
        IoDeleteDevice(g_Late);
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    IoRegisterDriverReinitialization(DriverObject, MakeDevice, NULL);
    return STATUS_SUCCESS;
}
