#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static HANDLE g_Thread;
static KEVENT g_Stop;
static EX_RUNDOWN_REF g_Run;
static KSTART_ROUTINE Work;

static VOID Work(PVOID c)
{
    UNREFERENCED_PARAMETER(c);
    KeWaitForSingleObject(&g_Stop, Executive, KernelMode, FALSE, NULL);
    PsTerminateSystemThread(0);
}

static VOID Join(VOID)
{
    KeSetEvent(&g_Stop, 0, FALSE);
    if (g_Thread) {
        ZwWaitForSingleObject(g_Thread, FALSE, NULL);
        ZwClose(g_Thread);
        g_Thread = NULL;
    }
}

VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    Join();
}

static NTSTATUS More(VOID)
{
    return STATUS_NOT_SUPPORTED;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS s;
    UNREFERENCED_PARAMETER(RegistryPath);
    KeInitializeEvent(&g_Stop, NotificationEvent, FALSE);
    ExInitializeRundownProtection(&g_Run);
    s = PsCreateSystemThread(&g_Thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Work, NULL);
    if (!NT_SUCCESS(s)) {
        g_Thread = NULL;
        goto out;
    }
    s = More();
    if (s == STATUS_NOT_SUPPORTED)
        s = STATUS_SUCCESS;
out:
    if (!NT_SUCCESS(s))
        Join();
    else
        DriverObject->DriverUnload = Unload;
    return s;
}
