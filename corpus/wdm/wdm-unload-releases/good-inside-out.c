#include <ntddk.h>

typedef struct _RING {
    ULONG Head, Tail;
    PVOID Slots;
} RING, *PRING;

typedef struct _STATE {
    PRING Ring;
    BOOLEAN IsOpen;
} STATE, *PSTATE;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Open;

static PSTATE g_State;

static NTSTATUS Open(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    g_State->IsOpen = TRUE;
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

/* From the inside out. */
static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    PSTATE state = g_State;

    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(state->Ring->Slots);
    ExFreePool(state->Ring);
    ExFreePool(state);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PSTATE state;

    UNREFERENCED_PARAMETER(RegistryPath);
    state = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(STATE), 'gniR');
    if (state == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    state->Ring = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(RING), 'gniR');
    if (state->Ring == NULL) {
        ExFreePool(state);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    state->Ring->Slots = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'gniR');
    if (state->Ring->Slots == NULL) {
        ExFreePool(state->Ring);
        ExFreePool(state);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_State = state;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Open;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Open;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
