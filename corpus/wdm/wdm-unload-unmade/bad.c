/* What DriverEntry makes goes into locals and one global; Unload looks for all of it in globals that nothing sets. */
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
static ERESOURCE LoomLock;
static NPAGED_LOOKASIDE_LIST Threads;
static SHUTTLE *Shuttle;

VOID LoomUnload(PDRIVER_OBJECT DriverObject)
{
    Shuttle->Throws = 0;                    /* expect: wdm-unload-unmade */
    IoFreeWorkItem(Worker);                 /* expect: wdm-unload-unmade */
    ExFreePoolWithTag(Loom.Warp, POOL_TAG); /* expect: wdm-unload-unmade */
    ExFreePoolWithTag(Loom.Weft, POOL_TAG); /* fine: the entry has made it */
    IoFreeMdl(Loom.Mdl);                    /* expect: wdm-unload-unmade */
    ExDeleteNPagedLookasideList(&Threads);  /* expect: wdm-unload-unmade */
    ExDeleteResourceLite(&LoomLock);        /* expect: wdm-unload-unmade */
    IoDeleteDevice(DriverObject->DeviceObject);
}

static NTSTATUS MakeThreads(PDEVICE_OBJECT Device)
{
    NPAGED_LOOKASIDE_LIST *threads = Device->DeviceExtension;

    ExInitializeNPagedLookasideList(threads, NULL, NULL, 0, 64, POOL_TAG, 0);
    ExDeleteNPagedLookasideList(threads);
    return STATUS_SUCCESS;
}

static NTSTATUS LoomDispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
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
    status = IoCreateDevice(DriverObject, sizeof(NPAGED_LOOKASIDE_LIST), NULL, FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(Loom.Weft, POOL_TAG);
        Shuttle = NULL;
        return status;
    }
    DriverObject->DriverUnload = LoomUnload;
    return MakeThreads(device);
}
