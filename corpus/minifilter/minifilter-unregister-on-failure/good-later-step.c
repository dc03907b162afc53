/* A worker thread is started between registration and start. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static struct {
    PFLT_FILTER Filter;
    PKTHREAD Worker;
    KEVENT Stop;
} Sweeper;

static VOID SweeperThread(PVOID Context)
{
    UNREFERENCED_PARAMETER(Context);
    KeWaitForSingleObject(&Sweeper.Stop, Executive, KernelMode, FALSE, NULL);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static NTSTATUS StartWorker(VOID)
{
    HANDLE handle;
    NTSTATUS status = PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, SweeperThread, NULL);

    if (!NT_SUCCESS(status))
        return status;
    status = ObReferenceObjectByHandle(handle, THREAD_ALL_ACCESS, *PsThreadType, KernelMode, (PVOID *)&Sweeper.Worker,
                                       NULL);
    if (!NT_SUCCESS(status)) {
        KeSetEvent(&Sweeper.Stop, IO_NO_INCREMENT, FALSE);
        ZwWaitForSingleObject(handle, FALSE, NULL);
    }
    ZwClose(handle);
    return status;
}

static VOID StopWorker(VOID)
{
    KeSetEvent(&Sweeper.Stop, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(Sweeper.Worker, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(Sweeper.Worker);
}

static NTSTATUS SweeperUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Sweeper.Filter);
    StopWorker();
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, SweeperUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    KeInitializeEvent(&Sweeper.Stop, NotificationEvent, FALSE);
    status = FltRegisterFilter(DriverObject, &Registration, &Sweeper.Filter);
    if (!NT_SUCCESS(status))
        return status;

    status = StartWorker();
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(Sweeper.Filter);
        return status;
    }

    status = FltStartFiltering(Sweeper.Filter);
    if (!NT_SUCCESS(status)) {
        StopWorker();
        FltUnregisterFilter(Sweeper.Filter);
    }
    return status;
}
