/* The block is as it was found: where no device was made, nobody knows what the pointer holds. */
#include <ntddk.h>

#define CRATE_TAG 'tarC'

typedef struct _CRATE {
    PDEVICE_OBJECT Device;
    ULONG Opened;
} CRATE, *PCRATE;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

static PCRATE g_Crate;

static VOID FreeCrate(PCRATE Crate)
{
    if (Crate->Device != NULL)
        IoDeleteDevice(Crate->Device); /* expect: legacy-nonpnp-device-after-success */
    ExFreePoolWithTag(Crate, CRATE_TAG);
}

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FreeCrate(g_Crate);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Crate");
    NTSTATUS status;
    PCRATE crate;

    UNREFERENCED_PARAMETER(RegistryPath);
    crate = (PCRATE)ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_UNINITIALIZED, sizeof(CRATE), CRATE_TAG);
    if (crate == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    crate->Opened = 0;
    status =
        IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &crate->Device);
    if (!NT_SUCCESS(status)) {
        FreeCrate(crate);
        return status;
    }
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->DriverUnload = Unload;
    g_Crate = crate;
    return STATUS_SUCCESS;
}
