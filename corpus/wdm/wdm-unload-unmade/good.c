/* DriverEntry puts what it makes where Unload looks for it; what a request makes is asked for first, or may be there.
 */
#include <ntddk.h>

#define POOL_TAG 'mooL'

typedef struct _LOOM {
    PVOID Warp;
    PVOID Weft;
    PMDL Mdl;
} LOOM;

typedef struct _SHUTTLE {
    ULONG Throws;
} SHUTTLE;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD LoomUnload;

static LOOM Loom;
static PIO_WORKITEM Worker;
static PIO_WORKITEM Spare;
static ERESOURCE LoomLock;
static NPAGED_LOOKASIDE_LIST Threads;
static SHUTTLE *Shuttle;
static PVOID Pattern;

VOID LoomUnload(PDRIVER_OBJECT DriverObject)
{
    if (Shuttle != NULL)
        Shuttle->Throws = 0;
    IoFreeWorkItem(Worker);
    if (Spare != NULL)
        IoFreeWorkItem(Spare);
    if (Loom.Warp)
        ExFreePoolWithTag(Loom.Warp, POOL_TAG);
    ExFreePoolWithTag(Loom.Weft, POOL_TAG);
    ExFreePoolWithTag(Pattern, POOL_TAG);
    ExDeleteNPagedLookasideList(&Threads);
    ExDeleteResourceLite(&LoomLock);
    IoDeleteDevice(DriverObject->DeviceObject);
}

/* The entry sets it to nothing, and so does a request, or to something. */
static VOID SetPattern(PVOID NewPattern)
{
    Pattern = NewPattern;
}

static NTSTATUS LoomDispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    SetPattern(ExAllocatePool2(POOL_FLAG_NON_PAGED, 32, POOL_TAG));
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = LoomDispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = LoomDispatch;
    Loom.Weft = ExAllocatePool2(POOL_FLAG_NON_PAGED, 128, POOL_TAG);
    if (Loom.Weft == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(Loom.Weft, POOL_TAG);
        return status;
    }
    Worker = IoAllocateWorkItem(device);
    if (Worker == NULL) {
        IoDeleteDevice(device);
        ExFreePoolWithTag(Loom.Weft, POOL_TAG);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    ExInitializeNPagedLookasideList(&Threads, NULL, NULL, 0, 64, POOL_TAG, 0);
    ExInitializeResourceLite(&LoomLock);
    SetPattern(NULL);
    DriverObject->DriverUnload = LoomUnload;
    return STATUS_SUCCESS;
}
