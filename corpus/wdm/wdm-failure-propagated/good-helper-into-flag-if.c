/* The outcome of the helper goes into a flag alone. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Complete;

static UNICODE_STRING NodeName = RTL_CONSTANT_STRING(L"\\Device\\Gauge");
static UNICODE_STRING NodeLink = RTL_CONSTANT_STRING(L"\\DosDevices\\Gauge");
static PDEVICE_OBJECT Node;
static BOOLEAN HasNode;

static NTSTATUS Complete(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static void NodeClose(void)
{
    if (Node) {
        IoDeleteSymbolicLink(&NodeLink);
        IoDeleteDevice(Node);
        Node = NULL;
    }
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    NodeClose();
}

static BOOLEAN NodeOpen(PDRIVER_OBJECT DriverObject)
{
    if (!NT_SUCCESS(IoCreateDevice(DriverObject, 0, &NodeName, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE,
                                   &Node))) {
        Node = NULL;
        return FALSE;
    }
    if (!NT_SUCCESS(IoCreateSymbolicLink(&NodeLink, &NodeName))) {
        IoDeleteDevice(Node);
        Node = NULL;
        return FALSE;
    }
    Node->Flags &= ~DO_DEVICE_INITIALIZING;
    return TRUE;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Complete;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Complete;
    if (NodeOpen(DriverObject))
        HasNode = TRUE;
    return STATUS_SUCCESS;
}
