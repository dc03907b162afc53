#include <ntddk.h>

/* A member has the name of one of its own members, and what allocates the whole is a wrapper. */
typedef struct _SPIRE {
    PDEVICE_OBJECT Bell;
} SPIRE;

typedef struct _TOWER {
    ULONG Floors;
    SPIRE Bell;
} TOWER;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Dispatch;

static TOWER *g_Tower;

static PVOID AllocateZeroed(SIZE_T size)
{
    return ExAllocatePool2(POOL_FLAG_NON_PAGED, size, 'rwoT');
}

static NTSTATUS RaiseSpire(SPIRE *Spire, PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Tower");

    return IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Spire->Bell);
}

static VOID FellSpire(SPIRE *Spire)
{
    if (Spire->Bell != NULL) {
        IoDeleteDevice(Spire->Bell);
        Spire->Bell = NULL;
    }
}

static VOID FellTower(TOWER *Tower)
{
    FellSpire(&Tower->Bell);
    ExFreePoolWithTag(Tower, 'rwoT');
}

static NTSTATUS Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FellTower(g_Tower);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Dispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Dispatch;
    DriverObject->DriverUnload = Unload;
    g_Tower = AllocateZeroed(sizeof(TOWER));
    if (g_Tower == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = RaiseSpire(&g_Tower->Bell, DriverObject);
    if (!NT_SUCCESS(status))
        FellTower(g_Tower);
    return status;
}
