/* The thread signals an event of the driver's own when it is done, and Unload waits for that. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static KSTART_ROUTINE Poll;

typedef struct _POLLER {
    KEVENT Stop, Done;
} POLLER;

static POLLER g_Poller;

static VOID Finish(POLLER *Poller)
{
    KeSetEvent(&Poller->Done, IO_NO_INCREMENT, FALSE);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static VOID Poll(PVOID Context)
{
    POLLER *poller = Context;

    KeWaitForSingleObject(&poller->Stop, Executive, KernelMode, FALSE, NULL);
    Finish(poller);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KeSetEvent(&g_Poller.Stop, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(&g_Poller.Done, Executive, KernelMode, FALSE, NULL);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HANDLE thread;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    KeInitializeEvent(&g_Poller.Stop, NotificationEvent, FALSE);
    KeInitializeEvent(&g_Poller.Done, NotificationEvent, FALSE);
    status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Poll, &g_Poller);
    if (!NT_SUCCESS(status))
        return status;
    ZwClose(thread);
    return STATUS_SUCCESS;
}
