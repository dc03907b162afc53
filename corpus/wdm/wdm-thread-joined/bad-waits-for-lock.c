/* Unload waits for a mutex, which the thread gives back each round: the thread itself runs on. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static KSTART_ROUTINE Poll;

static KMUTEX g_Lock;
static KEVENT g_Stop;
static ULONG g_Rounds;

static VOID Poll(PVOID Context)
{
    LARGE_INTEGER second;

    UNREFERENCED_PARAMETER(Context);
    second.QuadPart = -10000000;
    while (KeWaitForSingleObject(&g_Stop, Executive, KernelMode, FALSE, &second) == STATUS_TIMEOUT) {
        KeWaitForSingleObject(&g_Lock, Executive, KernelMode, FALSE, NULL);
        g_Rounds++;
        KeReleaseMutex(&g_Lock, FALSE);
    }
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KeSetEvent(&g_Stop, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(&g_Lock, Executive, KernelMode, FALSE, NULL);
    g_Rounds = 0;
    KeReleaseMutex(&g_Lock, FALSE);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HANDLE thread;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    KeInitializeMutex(&g_Lock, 0);
    KeInitializeEvent(&g_Stop, NotificationEvent, FALSE);
    status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Poll, NULL); /* expect: wdm-thread-joined */
    if (!NT_SUCCESS(status))
        return status;
    ZwClose(thread);
    return STATUS_SUCCESS;
}
