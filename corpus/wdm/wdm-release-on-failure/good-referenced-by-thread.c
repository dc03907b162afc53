/* A thread references itself before the entry goes on: the null that the variable began with is not what is released. */
#include <ntddk.h>

static KEVENT Started, Stop;
static PKTHREAD Worker;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
KSTART_ROUTINE Work;

VOID Work(PVOID StartContext)
{
    UNREFERENCED_PARAMETER(StartContext);
    Worker = KeGetCurrentThread();
    ObReferenceObject(Worker);
    KeSetEvent(&Started, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(&Stop, Executive, KernelMode, FALSE, NULL);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static VOID Finish(VOID)
{
    KeSetEvent(&Stop, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(Worker, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(Worker);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteDevice(DriverObject->DeviceObject);
    Finish();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    HANDLE thread;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    KeInitializeEvent(&Started, NotificationEvent, FALSE);
    KeInitializeEvent(&Stop, NotificationEvent, FALSE);
    status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Work, NULL);
    if (!NT_SUCCESS(status))
        return status;
    KeWaitForSingleObject(&Started, Executive, KernelMode, FALSE, NULL);
    ZwClose(thread);
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        Finish();
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
