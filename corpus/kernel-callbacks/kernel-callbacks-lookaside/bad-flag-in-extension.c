#include <ntddk.h>

typedef struct _SHUTTLE {
    LOOKASIDE_LIST_EX Threads;
    BOOLEAN HasThreads;
    LONG Turns;
} SHUTTLE, *PSHUTTLE;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

static UNICODE_STRING g_Name = RTL_CONSTANT_STRING(L"\\Device\\Shuttle");
static UNICODE_STRING g_Link = RTL_CONSTANT_STRING(L"\\??\\Shuttle");

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PSHUTTLE shuttle = DeviceObject->DeviceExtension;

    InterlockedIncrement(&shuttle->Turns);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

/* An extension comes zeroed: what was not made yet is not marked. */
static VOID End(PDEVICE_OBJECT Device)
{
    PSHUTTLE shuttle = Device->DeviceExtension;

    if (shuttle->HasThreads) {
        ExDeleteLookasideListEx(&shuttle->Threads); /* expect: kernel-callbacks-lookaside */
    }
    IoDeleteDevice(Device);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteSymbolicLink(&g_Link);
    End(DriverObject->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    PSHUTTLE shuttle;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->DriverUnload = Unload;
    status = IoCreateDevice(DriverObject, sizeof(SHUTTLE), &g_Name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    shuttle = device->DeviceExtension;
    shuttle->HasThreads = TRUE;
    status = ExInitializeLookasideListEx(&shuttle->Threads, NULL, NULL, NonPagedPoolNx, 0, 64, 'rhTS', 0);
    if (NT_SUCCESS(status)) {
        status = IoCreateSymbolicLink(&g_Link, &g_Name);
    }
    if (!NT_SUCCESS(status)) {
        End(device);
    }
    return status;
}
