/* undetermined-ok: what a list holds is not followed */
/* Each step that was taken puts a routine that undoes it into a list, out of which a helper takes one. */
#include <ntddk.h>

typedef VOID UNDO_ROUTINE(PVOID Context);

typedef struct _UNDO {
    LIST_ENTRY Link;
    UNDO_ROUTINE *Undo;
    PVOID Context;
} UNDO, *PUNDO;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;
static EX_CALLBACK_FUNCTION OnRegistry;
static UNDO_ROUTINE UndoDevice;
static UNDO_ROUTINE UndoLink;
static UNDO_ROUTINE UndoCallback;

static UNICODE_STRING g_Name = RTL_CONSTANT_STRING(L"\\Device\\Spindle");
static UNICODE_STRING g_Link = RTL_CONSTANT_STRING(L"\\??\\Spindle");
static LIST_ENTRY g_Undo;
static LARGE_INTEGER g_Cookie;
static PDEVICE_OBJECT g_Device;

static NTSTATUS OnRegistry(PVOID Context, PVOID What, PVOID Info)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(What);
    UNREFERENCED_PARAMETER(Info);
    return STATUS_SUCCESS;
}

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID UndoDevice(PVOID Context)
{
    IoDeleteDevice((PDEVICE_OBJECT)Context);
}

static VOID UndoLink(PVOID Context)
{
    IoDeleteSymbolicLink((PUNICODE_STRING)Context);
}

static VOID UndoCallback(PVOID Context)
{
    CmUnRegisterCallback(*(PLARGE_INTEGER)Context);
}

/* Undoes at once what it cannot remember. */
static NTSTATUS Remember(UNDO_ROUTINE *Undo, PVOID Context)
{
    PUNDO step = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(UNDO), 'dnpS');

    if (step == NULL) {
        Undo(Context);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    step->Undo = Undo;
    step->Context = Context;
    InsertHeadList(&g_Undo, &step->Link);
    return STATUS_SUCCESS;
}

static BOOLEAN UndoOne(VOID)
{
    PUNDO step;

    if (IsListEmpty(&g_Undo)) {
        return FALSE;
    }
    step = CONTAINING_RECORD(RemoveHeadList(&g_Undo), UNDO, Link);
    step->Undo(step->Context);
    ExFreePoolWithTag(step, 'dnpS');
    return TRUE;
}

static VOID UndoAll(VOID)
{
    while (UndoOne()) {
        NOTHING;
    }
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UndoAll();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->DriverUnload = Unload;
    InitializeListHead(&g_Undo);
    status = IoCreateDevice(DriverObject, 0, &g_Name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = Remember(UndoDevice, g_Device);
    if (!NT_SUCCESS(status)) {
        goto Fail;
    }
    status = IoCreateSymbolicLink(&g_Link, &g_Name);
    if (!NT_SUCCESS(status)) {
        goto Fail;
    }
    status = Remember(UndoLink, &g_Link);
    if (!NT_SUCCESS(status)) {
        goto Fail;
    }
    status = CmRegisterCallback(OnRegistry, NULL, &g_Cookie);
    if (!NT_SUCCESS(status)) {
        goto Fail;
    }
    status = Remember(UndoCallback, &g_Cookie);
Fail:
    if (!NT_SUCCESS(status)) {
        UndoAll();
    }
    return status;
}
