/* verdict: wdm-unload-releases de-unload-undoes-entry satisfied */
/* Requests put into the list: whether it is empty at the end is not known. */
#include <wdm.h>
typedef struct _GROUP { LIST_ENTRY Link; } GROUP, *PGROUP;
typedef struct _STATE { LIST_ENTRY Groups; PVOID Table; } STATE, *PSTATE;
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) DRIVER_DISPATCH Create;
static STATE State;
NTSTATUS Create(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PGROUP group = (PGROUP)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(GROUP), 'puoG');
    UNREFERENCED_PARAMETER(DeviceObject);
    if (group != NULL) {
        InsertTailList(&State.Groups, &group->Link);
    }
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}
VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (!IsListEmpty(&State.Groups))
        ExFreePoolWithTag(State.Table, 'lbaT');
}
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    InitializeListHead(&State.Groups);
    State.Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'lbaT');
    if (State.Table == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = DriverObject->MajorFunction[IRP_MJ_CLOSE] = Create;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
