/* The thread has the table in use, and releases it when it is done; the entry waits for its end. */
/* not-applicable */
#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static KSTART_ROUTINE Work;

static EX_RUNDOWN_REF Users;
static PVOID Table;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExWaitForRundownProtectionRelease(&Users);
    ExFreePoolWithTag(Table, 'lbaT');
}

static VOID Work(PVOID Context)
{
    UNREFERENCED_PARAMETER(Context);
    ExReleaseRundownProtection(&Users);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    HANDLE thread;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    ExInitializeRundownProtection(&Users);
    if (!ExAcquireRundownProtection(&Users))
        return STATUS_DELETE_PENDING;
    status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Work, NULL);
    if (!NT_SUCCESS(status)) {
        ExReleaseRundownProtection(&Users);
        return status;
    }
    Table = ExAllocatePoolWithTag(NonPagedPoolNx, 64, 'lbaT');
    if (Table == NULL) {
        ZwWaitForSingleObject(thread, FALSE, NULL);
        status = STATUS_INSUFFICIENT_RESOURCES;
    }
    ZwClose(thread);
    return status;
}
