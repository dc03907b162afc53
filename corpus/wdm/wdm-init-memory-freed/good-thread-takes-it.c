#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

static KEVENT g_Stop;
static KSTART_ROUTINE Worker;

static VOID Worker(PVOID Context)
{
    UNREFERENCED_PARAMETER(Context);
    KeWaitForSingleObject(&g_Stop, Executive, KernelMode, FALSE, NULL);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID context;
    HANDLE thread;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    context = ExAllocatePool2(POOL_FLAG_PAGED, 256, 'txtC');
    if (context == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    KeInitializeEvent(&g_Stop, NotificationEvent, FALSE);
    status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Worker, context);
    if (!NT_SUCCESS(status)) {
        ExFreePool(context);
        return status;
    }
    ZwClose(thread);
    return STATUS_SUCCESS;
}
