/* verdict: wdm-release-on-failure de-fail-free-all satisfied */
/* verdict: wdm-release-on-failure de-fail-no-double-release satisfied */
#include <wdm.h>

/* What the driver's routines link at run time is freed by what the entry calls when it fails. Nothing is linked then. */
typedef struct _PORT { LIST_ENTRY Link; PVOID Buffer; } PORT, *PPORT;
typedef struct _GROUP { LIST_ENTRY Link; LIST_ENTRY Ports; PVOID Name; } GROUP, *PGROUP;
typedef struct _STATE { LIST_ENTRY Groups; LIST_ENTRY Stale; PVOID Table; ULONG GroupCount; } STATE, *PSTATE;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_DISPATCH Create;
DRIVER_DISPATCH Close;
static PSTATE State;
static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\Groups");

static VOID FreePort(PPORT port)
{
    if (port->Buffer != NULL)
        ExFreePoolWithTag(port->Buffer, 'troP');
    ExFreePoolWithTag(port, 'troP');
}

static VOID FreeGroup(PGROUP group)
{
    while (!IsListEmpty(&group->Ports)) {
        PLIST_ENTRY entry = RemoveHeadList(&group->Ports);

        FreePort(CONTAINING_RECORD(entry, PORT, Link));
    }
    if (group->Name != NULL)
        ExFreePoolWithTag(group->Name, 'puoG');
    ExFreePoolWithTag(group, 'puoG');
}

static VOID FreeState(PSTATE state)
{
    while (!IsListEmpty(&state->Groups)) {
        PGROUP group = CONTAINING_RECORD(state->Groups.Flink, GROUP, Link);

        RemoveEntryList(&group->Link);
        FreeGroup(group);
    }
    while (!IsListEmpty(&state->Stale))
        FreeGroup(CONTAINING_RECORD(RemoveHeadList(&state->Stale), GROUP, Link));
    if (state->Table != NULL)
        ExFreePoolWithTag(state->Table, 'lbaT');
    ExFreePoolWithTag(state, 'tatS');
}

NTSTATUS Create(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PGROUP group = (PGROUP)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(GROUP), 'puoG');
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;

    UNREFERENCED_PARAMETER(DeviceObject);
    if (group != NULL) {
        InitializeListHead(&group->Ports);
        InsertTailList(&State->Groups, &group->Link);
        State->GroupCount++;
        status = STATUS_SUCCESS;
    }
    Irp->IoStatus.Status = status;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return status;
}

NTSTATUS Close(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteDevice(DriverObject->DeviceObject);
    FreeState(State);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    State = (PSTATE)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(STATE), 'tatS');
    if (State == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    InitializeListHead(&State->Groups);
    InitializeListHead(&State->Stale);
    State->Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'lbaT');
    if (State->Table == NULL) {
        FreeState(State);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Create;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Close;
    DriverObject->DriverUnload = Unload;
    status = IoCreateDevice(DriverObject, 0, &DeviceName, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        FreeState(State);
        return status;
    }
    device->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}
