/* Beside the wait for an event the timer is cancelled. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static KDEFERRED_ROUTINE OnTick;

typedef struct _METRONOME {
    KTIMER Timer;
    KDPC Dpc;
    KEVENT Tick;
    PVOID Thread;
    BOOLEAN IsEnding;
} METRONOME;

static METRONOME Metronome;

static VOID OnTick(PKDPC Dpc, PVOID Context, PVOID First, PVOID Second)
{
    UNREFERENCED_PARAMETER(Dpc);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(First);
    UNREFERENCED_PARAMETER(Second);
    KeSetEvent(&Metronome.Tick, IO_NO_INCREMENT, FALSE);
}

static VOID Beat(PVOID Context)
{
    METRONOME *metronome = Context;

    while (!metronome->IsEnding)
        KeWaitForSingleObject(&metronome->Tick, Executive, KernelMode, FALSE, NULL);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KeCancelTimer(&Metronome.Timer);
    KeFlushQueuedDpcs();
    Metronome.IsEnding = TRUE;
    KeSetEvent(&Metronome.Tick, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(Metronome.Thread, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(Metronome.Thread);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    LARGE_INTEGER due = {.QuadPart = -10 * 1000 * 1000};
    NTSTATUS status;
    HANDLE thread;

    UNREFERENCED_PARAMETER(RegistryPath);
    KeInitializeTimer(&Metronome.Timer);
    KeInitializeDpc(&Metronome.Dpc, OnTick, NULL);
    KeInitializeEvent(&Metronome.Tick, SynchronizationEvent, FALSE);
    status = PsCreateSystemThread(&thread, SYNCHRONIZE, NULL, NULL, NULL, Beat, &Metronome);
    if (!NT_SUCCESS(status))
        return status;
    status = ObReferenceObjectByHandle(thread, SYNCHRONIZE, *PsThreadType, KernelMode, &Metronome.Thread, NULL);
    if (!NT_SUCCESS(status)) {
        Metronome.IsEnding = TRUE;
        KeSetEvent(&Metronome.Tick, IO_NO_INCREMENT, FALSE);
        ZwWaitForSingleObject(thread, FALSE, NULL);
        ZwClose(thread);
        return status;
    }
    ZwClose(thread);
    KeSetTimerEx(&Metronome.Timer, due, 1000, &Metronome.Dpc);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
