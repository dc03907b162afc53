/* The status of safe mode is returned from the label that all failures go to. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

extern PULONG InitSafeBootMode;

static PVOID g_Trace;
static DRIVER_ADD_DEVICE AddDevice;

static DRIVER_DISPATCH Dispatch;

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static NTSTATUS AddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(PhysicalDeviceObject);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Trace != NULL)
        ExFreePoolWithTag(g_Trace, 'cart');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->DriverExtension->AddDevice = AddDevice;
    DriverObject->MajorFunction[IRP_MJ_PNP] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_POWER] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = Dispatch;
    if (*InitSafeBootMode > 0) {
        DbgPrint("safe mode\n");
        status = STATUS_NOT_SUPPORTED;
        goto Exit;
    }
    g_Trace = ExAllocatePoolWithTag(NonPagedPoolNx, PAGE_SIZE, 'cart');
    if (g_Trace == NULL)
        status = STATUS_INSUFFICIENT_RESOURCES;
Exit:
    if (!NT_SUCCESS(status))
        DbgPrint("not loaded\n");
    return status; /* expect: wdm-pnp-safe-mode */
}
