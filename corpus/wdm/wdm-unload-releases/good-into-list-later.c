/* A request may have put the block into the list, out of which the unload routine frees it. */
#include <ntddk.h>

typedef struct _MARK {
    LIST_ENTRY Link;
    ULONG Code;
    PWCH Text;
} MARK, *PMARK;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Use;

static LIST_ENTRY g_Marks;
static PMARK g_Spare;

static PVOID Take(SIZE_T Size)
{
    return ExAllocatePoolWithTag(NonPagedPoolNx, Size, 'kraM');
}

static VOID Give(PVOID Block)
{
    if (Block)
        ExFreePoolWithTag(Block, 'kraM');
}

static PMARK Next(VOID)
{
    PMARK mark = NULL;

    if (!IsListEmpty(&g_Marks))
        mark = CONTAINING_RECORD(RemoveHeadList(&g_Marks), MARK, Link);
    return mark;
}

static VOID Forget(VOID)
{
    PMARK mark;

    while ((mark = Next()) != NULL) {
        Give(mark->Text);
        Give(mark);
    }
}

static NTSTATUS Remember(ULONG Code)
{
    PMARK mark = Take(sizeof(MARK));

    if (!mark)
        return STATUS_INSUFFICIENT_RESOURCES;
    mark->Code = Code;
    mark->Text = NULL;
    InsertTailList(&g_Marks, &mark->Link);
    return STATUS_SUCCESS;
}

static NTSTATUS Use(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    if (g_Spare) {
        g_Spare->Text = NULL;
        InsertTailList(&g_Marks, &g_Spare->Link);
        g_Spare = NULL;
    }
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Forget();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_SHUTDOWN] = Use;
    InitializeListHead(&g_Marks);
    g_Spare = Take(sizeof(MARK));
    if (!g_Spare)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = Remember(1);
    if (!NT_SUCCESS(status))
        Give(g_Spare);
    return status;
}
