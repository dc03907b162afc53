#include <ntddk.h>

/* The block comes zeroed, and is written whole, the flag included, by a request. */
typedef struct _MOTE {
    BOOLEAN Watches;
    ULONG Count;
} MOTE;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Control;

static MOTE *g_Mote;

static VOID OnThread(HANDLE ProcessId, HANDLE ThreadId, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(ThreadId);
    UNREFERENCED_PARAMETER(Create);
    InterlockedIncrement((volatile LONG *)&g_Mote->Count);
}

static NTSTATUS Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    RtlCopyMemory(g_Mote, Irp->AssociatedIrp.SystemBuffer, sizeof(*g_Mote));
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Mote->Watches)
        PsRemoveCreateThreadNotifyRoutine(OnThread);
    ExFreePoolWithTag(g_Mote, 'etoM');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Control;
    g_Mote = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*g_Mote), 'etoM');
    if (g_Mote == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = PsSetCreateThreadNotifyRoutine(OnThread);
    if (!NT_SUCCESS(status))
        ExFreePoolWithTag(g_Mote, 'etoM');
    return status;
}
