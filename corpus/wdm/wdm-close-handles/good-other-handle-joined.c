/* Which of the two calls has made the event is not known; neither gives the key, which was closed before. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Complete;

static UNICODE_STRING GlobalName = RTL_CONSTANT_STRING(L"\\BaseNamedObjects\\Global\\TideRefresh");
static UNICODE_STRING PlainName = RTL_CONSTANT_STRING(L"\\BaseNamedObjects\\TideRefresh");
static PKEVENT Refresh;

static NTSTATUS Complete(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ObDereferenceObject(Refresh);
}

static NTSTATUS OpenEvent(PUNICODE_STRING Name, PHANDLE Event)
{
    OBJECT_ATTRIBUTES attributes;

    InitializeObjectAttributes(&attributes, Name, OBJ_KERNEL_HANDLE | OBJ_OPENIF, NULL, NULL);
    return ZwCreateEvent(Event, EVENT_ALL_ACCESS, &attributes, SynchronizationEvent, FALSE);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE key, event;
    NTSTATUS status;

    DriverObject->MajorFunction[IRP_MJ_CREATE] = Complete;
    DriverObject->DriverUnload = Unload;
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (NT_SUCCESS(status))
        ZwClose(key);
    status = OpenEvent(&GlobalName, &event);
    if (status == STATUS_OBJECT_PATH_NOT_FOUND)
        status = OpenEvent(&PlainName, &event);
    if (!NT_SUCCESS(status))
        return status;
    status = ObReferenceObjectByHandle(event, EVENT_ALL_ACCESS, *ExEventObjectType, KernelMode, (PVOID *)&Refresh, NULL);
    ZwClose(event);
    return status;
}
