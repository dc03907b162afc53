#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

typedef struct _SHARED {
    ULONG Flags;
    FAST_IO_DISPATCH FastIo;
} SHARED, *PSHARED;

static PSHARED g_Shared;
static PDEVICE_OBJECT g_Device;
static DRIVER_DISPATCH OpenClose;

static NTSTATUS OpenClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(g_Device);
    ExFreePoolWithTag(g_Shared, 'rahS');
}

/* The driver object leads into the block, and nobody frees it for the driver. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Shared");
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Shared = (PSHARED)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(SHARED), 'rahS');
    if (g_Shared == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Shared->FastIo.SizeOfFastIoDispatch = sizeof(FAST_IO_DISPATCH);
    DriverObject->FastIoDispatch = &g_Shared->FastIo;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = OpenClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = OpenClose;
    DriverObject->DriverUnload = Unload;
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
    return status; /* expect: wdm-release-on-failure */
}
