#include <ntddk.h>
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
KSTART_ROUTINE Work;
static KEVENT g_Stop;
static PVOID g_Thread;
VOID Work(PVOID c)
{
    UNREFERENCED_PARAMETER(c);
    KeWaitForSingleObject(&g_Stop, Executive, KernelMode, FALSE, NULL);
    PsTerminateSystemThread(0);
}
VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    KeSetEvent(&g_Stop, 0, FALSE);
    KeWaitForMutexObject(g_Thread, Executive, KernelMode, FALSE, NULL);
    ObfDereferenceObject(g_Thread);
}
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HANDLE h;
    NTSTATUS status;
    UNREFERENCED_PARAMETER(RegistryPath);
    KeInitializeEvent(&g_Stop, NotificationEvent, FALSE);
    status = PsCreateSystemThread(&h, THREAD_ALL_ACCESS, NULL, NULL, NULL, Work, NULL);
    if (!NT_SUCCESS(status))
        return status;
    status = ObReferenceObjectByHandle(h, THREAD_ALL_ACCESS, *PsThreadType, KernelMode, &g_Thread, NULL);
    if (!NT_SUCCESS(status)) {
        KeSetEvent(&g_Stop, 0, FALSE);
        ZwWaitForSingleObject(h, FALSE, NULL);
        ZwClose(h);
        return status;
    }
    ZwClose(h);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
