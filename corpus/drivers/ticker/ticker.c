/* ticker.c: the thread, which stands in this file alone. */
#include "ticker.h"

static KEVENT TickerEnd;
static PVOID TickerThread;

static VOID TickerRun(PVOID Context)
{
    LARGE_INTEGER second;

    UNREFERENCED_PARAMETER(Context);
    second.QuadPart = -10 * 1000 * 1000;
    while (KeWaitForSingleObject(&TickerEnd, Executive, KernelMode, FALSE, &second) == STATUS_TIMEOUT)
        TickerCount();
    PsTerminateSystemThread(STATUS_SUCCESS);
}

NTSTATUS TickerStart(VOID)
{
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;
    HANDLE thread;

    KeInitializeEvent(&TickerEnd, NotificationEvent, FALSE);
    InitializeObjectAttributes(&attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    status = PsCreateSystemThread(&thread, SYNCHRONIZE, &attributes, NULL, NULL, TickerRun, NULL);
    if (!NT_SUCCESS(status))
        return status;
    status = ObReferenceObjectByHandle(thread, SYNCHRONIZE, *PsThreadType, KernelMode, &TickerThread, NULL);
    if (!NT_SUCCESS(status)) {
        KeSetEvent(&TickerEnd, IO_NO_INCREMENT, FALSE);
        ZwWaitForSingleObject(thread, FALSE, NULL);
    }
    ZwClose(thread);
    return status;
}

VOID TickerStop(VOID)
{
    KeSetEvent(&TickerEnd, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(TickerThread, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(TickerThread);
}
