/* The block that a thread is given holds another one, which is counted too late. */
#include <ntddk.h>

#define WORKERS 2

typedef struct WORK_STATE {
    KEVENT Stop;
    PVOID Workers[WORKERS];
    ULONG Count;
    LONG Users;
    PVOID Block;
} WORK_STATE;

static WORK_STATE *Context;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
KSTART_ROUTINE Work;

VOID Work(PVOID StartContext)
{
    WORK_STATE *context = StartContext;

    KeWaitForSingleObject(&context->Stop, Executive, KernelMode, FALSE, NULL);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static VOID Finish(WORK_STATE *State)
{
    ULONG i;

    KeSetEvent(&State->Stop, IO_NO_INCREMENT, FALSE);
    for (i = 0; i < State->Count; i++) {
        KeWaitForSingleObject(State->Workers[i], Executive, KernelMode, FALSE, NULL);
        ObDereferenceObject(State->Workers[i]);
    }
    if (State->Users)
        ExFreePoolWithTag(State->Block, 'colB');
    ExFreePoolWithTag(State, 'txtC');
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Finish(Context);
}

static NTSTATUS Start(WORK_STATE *State)
{
    NTSTATUS status = STATUS_SUCCESS;
    HANDLE thread;
    ULONG i;

    for (i = 0; i < WORKERS; i++) {
        status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Work, State);
        if (!NT_SUCCESS(status))
            break;
        status = ObReferenceObjectByHandle(thread, SYNCHRONIZE, *PsThreadType, KernelMode, &State->Workers[i], NULL);
        if (!NT_SUCCESS(status)) {
            KeSetEvent(&State->Stop, IO_NO_INCREMENT, FALSE);
            ZwWaitForSingleObject(thread, FALSE, NULL);
            ZwClose(thread);
            break;
        }
        ZwClose(thread);
        State->Count++;
    }
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Context = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof *Context, 'txtC');
    if (Context == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    KeInitializeEvent(&Context->Stop, NotificationEvent, FALSE);
    status = Start(Context);
    if (!NT_SUCCESS(status)) {
        Finish(Context);
        return status;
    }
    Context->Block = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'colB');
    if (Context->Block == NULL) {
        Finish(Context);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = DriverObject->DriverExtension == NULL ? STATUS_UNSUCCESSFUL : STATUS_SUCCESS;
    if (!NT_SUCCESS(status)) {
        Finish(Context);
        return status; /* expect: wdm-release-on-failure */
    }
    Context->Users++;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
