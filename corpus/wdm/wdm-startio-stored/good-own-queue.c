#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Queue;

static LIST_ENTRY g_Waiting;
static KSPIN_LOCK g_Lock;

/* A queue of the driver's own needs no StartIo routine. */
static NTSTATUS Queue(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    IoMarkIrpPending(Irp);
    ExInterlockedInsertTailList(&g_Waiting, &Irp->Tail.Overlay.ListEntry, &g_Lock);
    return STATUS_PENDING;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;

    UNREFERENCED_PARAMETER(RegistryPath);
    InitializeListHead(&g_Waiting);
    KeInitializeSpinLock(&g_Lock);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Queue;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Queue;
    DriverObject->DriverUnload = Unload;
    return IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
}
/* not-applicable */
