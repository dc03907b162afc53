/* Statements are arguments of macros: each is understood as it would be outside. */
#include <ntddk.h>

#define STEP(Statement)                                                                                                \
    do {                                                                                                               \
        Statement;                                                                                                     \
    } while (0)
#define ONLY(Statement)                                                                                                \
    {                                                                                                                  \
        Statement                                                                                                      \
    }

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD WrapUnload;
static DRIVER_DISPATCH WrapOpen;

static PDEVICE_OBJECT Device;
static PVOID Table;

static NTSTATUS WrapOpen(PDEVICE_OBJECT Opened, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Opened);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID WrapUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ONLY(if (Device != NULL) IoDeleteDevice(Device);)
    STEP(ExFreePoolWithTag(Table, 'parW'));
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Wrap");
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    STEP(Table = ExAllocatePool2(POOL_FLAG_PAGED, 512, 'parW'); if (Table == NULL) return STATUS_INSUFFICIENT_RESOURCES);
    ONLY(for (ULONG i = 0; i <= IRP_MJ_CLOSE; i += IRP_MJ_CLOSE) DriverObject->MajorFunction[i] = WrapOpen;)
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
    STEP(if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(Table, 'parW');
        return status;
    });
    DriverObject->DriverUnload = WrapUnload;
    return STATUS_SUCCESS;
}
