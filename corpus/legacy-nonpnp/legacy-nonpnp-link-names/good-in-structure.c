#include <ntddk.h>

typedef struct _DIAL {
    PDEVICE_OBJECT Device;
    UNICODE_STRING Link;
    BOOLEAN HasLink;
    NTSTATUS Status;
    LONG Opens;
} DIAL, *PDIAL;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

static DIAL g_Dial;

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    g_Dial.Opens++;
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

/* Ends what there is, and marks it as gone. */
static VOID End(PDIAL Dial)
{
    if (Dial->HasLink) {
        IoDeleteSymbolicLink(&Dial->Link);
        Dial->HasLink = FALSE;
    }
    if (Dial->Device != NULL) {
        IoDeleteDevice(Dial->Device);
        Dial->Device = NULL;
    }
}

static BOOLEAN Begin(PDIAL Dial, PDRIVER_OBJECT Driver)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Dial");

    RtlInitUnicodeString(&Dial->Link, L"\\DosDevices\\Dial");
    Dial->Status = IoCreateDevice(Driver, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Dial->Device);
    if (!NT_SUCCESS(Dial->Status)) {
        return FALSE;
    }
    Dial->Status = IoCreateSymbolicLink(&Dial->Link, &name);
    Dial->HasLink = NT_SUCCESS(Dial->Status);
    return Dial->HasLink;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    End(&g_Dial);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->DriverUnload = Unload;
    RtlZeroMemory(&g_Dial, sizeof(g_Dial));
    if (!Begin(&g_Dial, DriverObject)) {
        End(&g_Dial);
        return g_Dial.Status;
    }
    return STATUS_SUCCESS;
}
