#include <ntddk.h>

#define PORTS 3
#define MAX_ERRNO 4095

typedef struct _PORT {
    PDEVICE_OBJECT Device;
} PORT, *PPORT;

typedef struct _DEPOT {
    PPORT Ports[PORTS];
    PVOID Cache;
} DEPOT, *PDEPOT;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

static PDEPOT g_Depot;
static const PCWSTR g_Names[PORTS] = {L"\\Device\\Quay0", L"\\Device\\Quay1", L"\\Device\\Quay2"};
static const PCWSTR g_Links[PORTS] = {L"\\??\\Quay0", L"\\??\\Quay1", L"\\??\\Quay2"};

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

/* A pointer, or the negative of an error's number in its place. */
static BOOLEAN IsError(const VOID *Pointer)
{
    return (ULONG_PTR)Pointer >= (ULONG_PTR)-MAX_ERRNO;
}

static PVOID MakeCache(VOID)
{
    PVOID cache = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'yauQ');

    if (cache == NULL) {
        return (PVOID)(LONG_PTR)-12;
    }
    return cache;
}

static NTSTATUS AddPort(PDRIVER_OBJECT Driver, PDEPOT Depot, ULONG Index)
{
    UNICODE_STRING name, link;
    PDEVICE_OBJECT device;
    PPORT port;
    NTSTATUS status;

    RtlInitUnicodeString(&name, g_Names[Index]);
    status = IoCreateDevice(Driver, sizeof(PORT), &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    port = device->DeviceExtension;
    port->Device = device;
    RtlInitUnicodeString(&link, g_Links[Index]);
    status = IoCreateSymbolicLink(&link, &name);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }
    Depot->Ports[Index] = port;
    return STATUS_SUCCESS;
}

static VOID RemovePort(PDEPOT Depot, ULONG Index)
{
    PPORT port = Depot->Ports[Index];
    UNICODE_STRING link;

    if (port == NULL) {
        return;
    }
    Depot->Ports[Index] = NULL;
    RtlInitUnicodeString(&link, g_Links[Index]);
    IoDeleteSymbolicLink(&link);
    IoDeleteDevice(port->Device);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    for (ULONG i = PORTS - 1; i < PORTS; i--) {
        RemovePort(g_Depot, i);
    }
    ExFreePool(g_Depot->Cache);
    ExFreePool(g_Depot);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;
    PDEPOT depot;
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    depot = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(DEPOT), 'yauQ');
    if (depot == NULL) {
        return status;
    }
    depot->Cache = MakeCache();
    if (IsError(depot->Cache)) {
        goto FreeDepot;
    }
    for (i = 0; i < PORTS; i++) {
        status = AddPort(DriverObject, depot, i);
        if (!NT_SUCCESS(status)) {
            goto RemovePorts;
        }
    }
    g_Depot = depot;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;

RemovePorts:
    for (i--; i < PORTS; i--) {
        RemovePort(depot, i);
    }
    ExFreePool(depot->Cache);
FreeDepot:
    ExFreePool(depot);
    return status;
}
