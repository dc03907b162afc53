/* What is returned is kept in a variable of the macro's. */
#include <ntddk.h>

#define LEAVE(status)                                                                                                  \
    do {                                                                                                               \
        NTSTATUS left = (status);                                                                                      \
        DbgPrint("left with %x\n", left);                                                                              \
        return left;                                                                                                   \
    } while (0)

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_ADD_DEVICE AddDevice;
DRIVER_DISPATCH Pass;

static ULONG Refused;

static NTSTATUS Prepare(ULONG Size)
{
    if (Size > 200)
        return STATUS_INVALID_PARAMETER;
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    DriverObject->MajorFunction[IRP_MJ_PNP] = Pass;
    DriverObject->MajorFunction[IRP_MJ_POWER] = Pass;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = Pass;
    DriverObject->DriverUnload = Unload;
    DriverObject->DriverExtension->AddDevice = AddDevice;
    status = Prepare(RegistryPath->Length);
    if (!NT_SUCCESS(status))
        Refused++;
    LEAVE(status);
}

NTSTATUS AddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDevice)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(PhysicalDevice);
    return STATUS_NOT_SUPPORTED;
}

NTSTATUS Pass(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

void Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}
