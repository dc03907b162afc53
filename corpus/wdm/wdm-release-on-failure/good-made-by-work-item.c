/* A work item sets things up, and the entry waits for it: what it has found is asked, and what it has made is undone. */
#include <ntddk.h>

typedef struct SETUP {
    KEVENT Done;
    NTSTATUS Result;
    LARGE_INTEGER Cookie;
} SETUP;

static SETUP Setup;
static WORK_QUEUE_ITEM Item;
static PDEVICE_OBJECT Device;
static PDRIVER_OBJECT Driver;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
WORKER_THREAD_ROUTINE Prepare;
EX_CALLBACK_FUNCTION OnKey;

NTSTATUS OnKey(PVOID Context, PVOID Argument1, PVOID Argument2)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Argument1);
    UNREFERENCED_PARAMETER(Argument2);
    return STATUS_SUCCESS;
}

VOID Prepare(PVOID Parameter)
{
    UNICODE_STRING altitude = RTL_CONSTANT_STRING(L"321000.5");

    UNREFERENCED_PARAMETER(Parameter);
    Setup.Result = CmRegisterCallbackEx(OnKey, &altitude, Driver, NULL, &Setup.Cookie, NULL);
    KeSetEvent(&Setup.Done, IO_NO_INCREMENT, FALSE);
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(Device);
    CmUnRegisterCallback(Setup.Cookie);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Driver = DriverObject;
    KeInitializeEvent(&Setup.Done, NotificationEvent, FALSE);
    ExInitializeWorkItem(&Item, Prepare, NULL);
    ExQueueWorkItem(&Item, DelayedWorkQueue);
    KeWaitForSingleObject(&Setup.Done, Executive, KernelMode, FALSE, NULL);
    if (!NT_SUCCESS(Setup.Result))
        return Setup.Result;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);
    if (!NT_SUCCESS(status)) {
        CmUnRegisterCallback(Setup.Cookie);
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
