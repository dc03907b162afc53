#include <ntddk.h>

static HANDLE g_Thread;
static KEVENT g_Stop;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
KSTART_ROUTINE Pump;

VOID Pump(PVOID Context)
{
    UNREFERENCED_PARAMETER(Context);
    KeWaitForSingleObject(&g_Stop, Executive, KernelMode, FALSE, NULL);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    KeSetEvent(&g_Stop, IO_NO_INCREMENT, FALSE);
    ZwWaitForSingleObject(g_Thread, FALSE, NULL);
}

/* The handle is kept to wait for the thread in Unload, which does not close it. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    KeInitializeEvent(&g_Stop, NotificationEvent, FALSE);
    status = PsCreateSystemThread(&g_Thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Pump, /* expect: wdm-close-handles */
                                  NULL);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
