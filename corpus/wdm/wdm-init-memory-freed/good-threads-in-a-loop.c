#include <ntddk.h>

typedef struct _WORK {
    PVOID Data;
    ULONG N;
} WORK, *PWORK;
DRIVER_INITIALIZE DriverEntry;
static KSTART_ROUTINE Worker;
static KEVENT g_Stop;

static VOID Worker(PVOID Context)
{
    PWORK work = Context;
    ExFreePool(work->Data);
    ExFreePool(work);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static NTSTATUS Start(ULONG n)
{
    PWORK work;
    PULONG data;
    HANDLE thread;
    NTSTATUS status;
    data = ExAllocatePool2(POOL_FLAG_PAGED, 256, 'txtC');
    if (data == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    *data = n;
    work = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(WORK), 'txtC');
    if (work == NULL) {
        ExFreePool(data);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    work->Data = data;
    work->N = n;
    status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Worker, work);
    if (!NT_SUCCESS(status)) {
        ExFreePool(work);
        ExFreePool(data);
        return status;
    }
    ZwClose(thread);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    for (ULONG i = 0; i < 3; i++)
        Start(i);
    return STATUS_SUCCESS;
}
