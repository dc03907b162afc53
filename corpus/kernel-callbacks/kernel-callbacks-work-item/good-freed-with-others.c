/* The work item is freed too when the page cannot be had. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PageUnload;
DRIVER_DISPATCH PageCreate;

static PDEVICE_OBJECT Device;
static PIO_WORKITEM CloseItem;
static PVOID ZeroPage;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
    if (!NT_SUCCESS(status))
        return status;
    CloseItem = IoAllocateWorkItem(Device);
    if (CloseItem == NULL) {
        IoDeleteDevice(Device);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    ZeroPage = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'egaP');
    if (ZeroPage == NULL) {
        IoFreeWorkItem(CloseItem);
        IoDeleteDevice(Device);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = PageUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = PageCreate;
    return STATUS_SUCCESS;
}

NTSTATUS PageCreate(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

VOID PageUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(ZeroPage, 'egaP');
    IoFreeWorkItem(CloseItem);
    IoDeleteDevice(Device);
}

/* verdict: wdm-release-on-failure de-fail-free-all satisfied */
/* verdict: kernel-callbacks-work-item kc-workitem satisfied */
