#include <ntddk.h>

/* As many threads as there are processors: their number is known to nobody, and each has its own place. A group has no
 * more than 64. */

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD PoolUnload;
static KSTART_ROUTINE PoolWork;

static PVOID g_Threads[64];
static ULONG g_ThreadCount;
static KEVENT g_Stop;

static VOID PoolWork(PVOID Context)
{
    UNREFERENCED_PARAMETER(Context);
    KeWaitForSingleObject(&g_Stop, Executive, KernelMode, FALSE, NULL);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static VOID PoolStop(VOID)
{
    KeSetEvent(&g_Stop, IO_NO_INCREMENT, FALSE);
    while (g_ThreadCount > 0) {
        g_ThreadCount--;
        KeWaitForSingleObject(g_Threads[g_ThreadCount], Executive, KernelMode, FALSE, NULL);
        ObDereferenceObject(g_Threads[g_ThreadCount]);
    }
}

static NTSTATUS PoolStart(PVOID *Thread)
{
    HANDLE handle;
    NTSTATUS status = PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, PoolWork, NULL);

    if (!NT_SUCCESS(status))
        return status;
    status = ObReferenceObjectByHandle(handle, THREAD_ALL_ACCESS, *PsThreadType, KernelMode, Thread, NULL);
    if (!NT_SUCCESS(status)) {
        KeSetEvent(&g_Stop, IO_NO_INCREMENT, FALSE);
        ZwWaitForSingleObject(handle, FALSE, NULL);
    }
    ZwClose(handle);
    return status;
}

static VOID PoolUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PoolStop();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG wanted = KeQueryActiveProcessorCount(NULL);
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    KeInitializeEvent(&g_Stop, NotificationEvent, FALSE);
    for (g_ThreadCount = 0; g_ThreadCount < wanted; g_ThreadCount++) {
        status = PoolStart(&g_Threads[g_ThreadCount]);
        if (!NT_SUCCESS(status)) {
            PoolStop();
            return status;
        }
    }
    DriverObject->DriverUnload = PoolUnload;
    return STATUS_SUCCESS;
}
