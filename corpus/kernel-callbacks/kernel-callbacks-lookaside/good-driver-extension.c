#include <ntddk.h>

#define IDENTITY ((PVOID)(ULONG_PTR)DriverEntry)

typedef struct _SHELF {
    ULONG Devices;
    PAGED_LOOKASIDE_LIST Names;
    NPAGED_LOOKASIDE_LIST Requests;
} SHELF, *PSHELF;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_ADD_DEVICE AddDevice;
static DRIVER_DISPATCH Pass;

static NTSTATUS AddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Below)
{
    PSHELF shelf = IoGetDriverObjectExtension(DriverObject, IDENTITY);

    UNREFERENCED_PARAMETER(Below);
    InterlockedIncrement((PLONG)&shelf->Devices);
    return STATUS_DEVICE_CONFIGURATION_ERROR;
}

static NTSTATUS Pass(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_NOT_SUPPORTED;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_NOT_SUPPORTED;
}

/* The extension is asked for again: it is the one that DriverEntry allocated. */
static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    PSHELF shelf = IoGetDriverObjectExtension(DriverObject, IDENTITY);

    ExDeleteNPagedLookasideList(&shelf->Requests);
    ExDeletePagedLookasideList(&shelf->Names);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PSHELF shelf;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoAllocateDriverObjectExtension(DriverObject, IDENTITY, sizeof(SHELF), (PVOID *)&shelf);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        DriverObject->MajorFunction[i] = Pass;
    }
    DriverObject->DriverExtension->AddDevice = AddDevice;
    DriverObject->DriverUnload = Unload;
    ExInitializePagedLookasideList(&shelf->Names, NULL, NULL, 0, 512, 'fehS', 0);
    ExInitializeNPagedLookasideList(&shelf->Requests, NULL, NULL, 0, 64, 'fehS', 0);
    return STATUS_SUCCESS;
}
