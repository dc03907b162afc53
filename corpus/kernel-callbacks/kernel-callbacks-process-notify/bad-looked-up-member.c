/* The routine is looked up; the member that keeps it is called otherwise. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Complete;

typedef NTSTATUS (*WATCH_ROUTINE)(PCREATE_PROCESS_NOTIFY_ROUTINE_EX, BOOLEAN);

static struct {
    WATCH_ROUTINE Watch;
    PVOID Other;
} Late;
static PVOID Table;

static VOID OnProcess(PEPROCESS Process, HANDLE ProcessId, PPS_CREATE_NOTIFY_INFO Info)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(Info);
}

static NTSTATUS Complete(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Late.Watch != NULL)
        Late.Watch(OnProcess, TRUE);
    ExFreePoolWithTag(Table, 'etaL');
}

static VOID LookUp(VOID)
{
    UNICODE_STRING name;

    RtlInitUnicodeString(&name, L"PsSetCreateProcessNotifyRoutineEx");
    Late.Watch = (WATCH_ROUTINE)(ULONG_PTR)MmGetSystemRoutineAddress(&name);
    RtlInitUnicodeString(&name, L"PsGetProcessImageFileName");
    Late.Other = MmGetSystemRoutineAddress(&name);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Complete;
    LookUp();
    if (Late.Watch != NULL) {
        status = Late.Watch(OnProcess, FALSE);
        if (!NT_SUCCESS(status))
            return status;
    }
    Table = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'etaL');
    if (Table == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: kernel-callbacks-process-notify */
    }
    return STATUS_SUCCESS;
}
