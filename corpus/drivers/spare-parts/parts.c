/* verdict: wdm-release-on-failure de-fail-free-all satisfied */
/* verdict: wdm-release-on-failure de-fail-no-double-release satisfied */
/* One part for each round, given to a work item that frees it. Behind the loop the entry does not fail: none of them is
 * left by a failure. */
#include <ntddk.h>

typedef struct _PART {
    ULONG Number;
    WORK_QUEUE_ITEM Item;
} PART, *PPART;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static WORKER_THREAD_ROUTINE Report;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) static DRIVER_DISPATCH CreateClose;

static PDEVICE_OBJECT Control;

_Use_decl_annotations_ static VOID Report(PVOID Context)
{
    PPART part = Context;

    DbgPrint("part %u\n", part->Number);
    ExFreePoolWithTag(part, 'traP');
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(Control);
}

static NTSTATUS CreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static NTSTATUS StartPart(ULONG Number)
{
    PPART part = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*part), 'traP');

    if (part == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    part->Number = Number;
    ExInitializeWorkItem(&part->Item, Report, part);
    ExQueueWorkItem(&part->Item, DelayedWorkQueue);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    ULONG count = RegistryPath->Length % 8;

    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Control);
    if (!NT_SUCCESS(status))
        return status;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = CreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = CreateClose;
    DriverObject->DriverUnload = Unload;
    for (ULONG i = 0; i < count; i++)
        (void)StartPart(i);
    return STATUS_SUCCESS;
}
