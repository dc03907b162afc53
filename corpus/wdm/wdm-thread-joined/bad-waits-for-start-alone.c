#include <ntddk.h>

/* The entry waits until the thread has begun; nobody waits until it has ended. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static KSTART_ROUTINE Spin;

static KEVENT g_Begun, g_Stop;
static PKTHREAD g_Thread;

static VOID Spin(PVOID Context)
{
    UNREFERENCED_PARAMETER(Context);
    KeSetEvent(&g_Begun, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(&g_Stop, Executive, KernelMode, FALSE, NULL);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KeSetEvent(&g_Stop, IO_NO_INCREMENT, FALSE);
    ObDereferenceObject(g_Thread);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    HANDLE thread;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    KeInitializeEvent(&g_Begun, NotificationEvent, FALSE);
    KeInitializeEvent(&g_Stop, NotificationEvent, FALSE);
    status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Spin, NULL); /* expect: wdm-thread-joined */
    if (!NT_SUCCESS(status))
        return status;
    status = ObReferenceObjectByHandle(thread, THREAD_ALL_ACCESS, *PsThreadType, KernelMode, (PVOID *)&g_Thread, NULL);
    if (!NT_SUCCESS(status)) {
        KeSetEvent(&g_Stop, IO_NO_INCREMENT, FALSE);
        ZwWaitForSingleObject(thread, FALSE, NULL);
        ZwClose(thread);
        return status;
    }
    ZwClose(thread);
    KeWaitForSingleObject(&g_Begun, Executive, KernelMode, FALSE, NULL);
    return STATUS_SUCCESS;
}
