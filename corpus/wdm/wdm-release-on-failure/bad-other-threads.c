/* More than the key holds hangs on which step has failed; one of the two threads is forgotten. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_DISPATCH Complete;
static KSTART_ROUTINE Sweep;

typedef struct SWEEPER {
    PVOID Thread;
    BOOLEAN Stop;
    KEVENT Wake;
} SWEEPER;

typedef struct STATE {
    ULONG Flags;
    ERESOURCE Lock;
    UNICODE_STRING Path;
    LOOKASIDE_LIST_EX List;
    SWEEPER Files, Names;
} STATE;

enum { HAS_LOCK = 1, HAS_LIST = 2 };
static STATE *State;

static NTSTATUS Complete(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Sweep(PVOID Context)
{
    SWEEPER *sweeper = Context;

    while (!sweeper->Stop)
        KeWaitForSingleObject(&sweeper->Wake, Executive, KernelMode, FALSE, NULL);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static NTSTATUS Start(SWEEPER *Sweeper)
{
    HANDLE thread;
    NTSTATUS status;

    KeInitializeEvent(&Sweeper->Wake, SynchronizationEvent, FALSE);
    status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Sweep, Sweeper);
    if (!NT_SUCCESS(status))
        return status;
    status = ObReferenceObjectByHandle(thread, SYNCHRONIZE, *PsThreadType, KernelMode, &Sweeper->Thread, NULL);
    if (!NT_SUCCESS(status)) {
        Sweeper->Thread = NULL;
        Sweeper->Stop = TRUE;
        KeSetEvent(&Sweeper->Wake, IO_NO_INCREMENT, FALSE);
        ZwWaitForSingleObject(thread, FALSE, NULL);
    }
    ZwClose(thread);
    return status;
}

static VOID Stop(SWEEPER *Sweeper)
{
    if (Sweeper->Thread == NULL)
        return;
    Sweeper->Stop = TRUE;
    KeSetEvent(&Sweeper->Wake, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(Sweeper->Thread, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(Sweeper->Thread);
    Sweeper->Thread = NULL;
}

static VOID Destroy(VOID)
{
    if (State == NULL)
        return;
    Stop(&State->Names);
    if (State->Flags & HAS_LIST)
        ExDeleteLookasideListEx(&State->List);
    if (State->Flags & HAS_LOCK)
        ExDeleteResourceLite(&State->Lock);
    if (State->Path.Buffer != NULL)
        ExFreePoolWithTag(State->Path.Buffer, 'pewS');
    ExFreePoolWithTag(State, 'pewS');
    State = NULL;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT first = NULL, second = NULL;
    BOOLEAN linked = FALSE;
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Sweep"), link = RTL_CONSTANT_STRING(L"\\DosDevices\\Sweep");
    NTSTATUS status;

    DriverObject->MajorFunction[IRP_MJ_CREATE] = Complete;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Complete;
    State = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(STATE), 'pewS');
    if (State == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto out;
    }
    RtlZeroMemory(State, sizeof(STATE));
    status = ExInitializeResourceLite(&State->Lock);
    if (!NT_SUCCESS(status))
        goto out;
    State->Flags |= HAS_LOCK;
    State->Path.MaximumLength = RegistryPath->Length;
    State->Path.Buffer = ExAllocatePoolWithTag(PagedPool, RegistryPath->Length, 'pewS');
    if (State->Path.Buffer == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto out;
    }
    RtlCopyUnicodeString(&State->Path, RegistryPath);
    status = ExInitializeLookasideListEx(&State->List, NULL, NULL, NonPagedPoolNx, 0, 64, 'pewS', 0);
    if (!NT_SUCCESS(status))
        goto out;
    State->Flags |= HAS_LIST;
    status = Start(&State->Files);
    if (!NT_SUCCESS(status))
        goto out;
    status = Start(&State->Names);
    if (!NT_SUCCESS(status))
        goto out;
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &first);
    if (!NT_SUCCESS(status))
        goto out;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &second);
    if (!NT_SUCCESS(status))
        goto out;
    status = IoCreateSymbolicLink(&link, &name);
    if (!NT_SUCCESS(status))
        goto out;
    linked = TRUE;
    first->Flags &= ~DO_DEVICE_INITIALIZING;
    second->Flags &= ~DO_DEVICE_INITIALIZING;
out:
    if (!NT_SUCCESS(status)) {
        if (linked)
            IoDeleteSymbolicLink(&link);
        if (second != NULL)
            IoDeleteDevice(second);
        if (first != NULL)
            IoDeleteDevice(first);
        Destroy();
    }
    return status; /* expect: wdm-release-on-failure wdm-thread-joined */
}
