#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

typedef struct JOB {
    ULONG Number;
    PULONG Counts;
} JOB;

static KSTART_ROUTINE Worker;

static VOID Worker(PVOID Context)
{
    JOB *job = Context;

    ExFreePoolWithTag(job->Counts, 'tnCj');
    ExFreePoolWithTag(job, 'boJj');
    PsTerminateSystemThread(STATUS_SUCCESS);
}

/* The thread gets a block that holds the other one. */
static NTSTATUS StartJob(ULONG number)
{
    PULONG counts;
    JOB *job;
    HANDLE thread;
    NTSTATUS status;

    counts = ExAllocatePool2(POOL_FLAG_PAGED, 16 * sizeof *counts, 'tnCj');
    if (counts == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    job = ExAllocatePool2(POOL_FLAG_PAGED, sizeof *job, 'boJj');
    if (job == NULL) {
        ExFreePoolWithTag(counts, 'tnCj');
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    job->Number = number;
    job->Counts = counts;
    status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Worker, job);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(job, 'boJj');
        ExFreePoolWithTag(counts, 'tnCj');
        return status;
    }
    ZwClose(thread);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG i;

    UNREFERENCED_PARAMETER(DriverObject);
    for (i = 0; i < RegistryPath->Length; i++) {
        (void)StartJob(i); /* each is tried, none is needed */
    }
    return STATUS_SUCCESS;
}
