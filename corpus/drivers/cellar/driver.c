/* A dispatch routine gives the key to a function of another file, which is not read and closes one: whether the driver
 * is left with it is not sure. It was opened into a local structure, and the function names nothing of that. */
#include <ntddk.h>
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD CellarUnload;
static DRIVER_DISPATCH CellarControl;
VOID CellarTaste(HANDLE Key);

static HANDLE Racks, Vintages;

static VOID CellarUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ZwClose(Racks);
}

static NTSTATUS CellarControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    CellarTaste(Vintages);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    struct { HANDLE racks, vintages; } keys;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ZwOpenKey(&keys.racks, KEY_READ, &attributes);
    if (!NT_SUCCESS(status))
        return status;
    status = ZwOpenKey(&keys.vintages, KEY_WRITE, &attributes);
    if (!NT_SUCCESS(status)) {
        ZwClose(keys.racks);
        return status;
    }
    Racks = keys.racks;
    Vintages = keys.vintages;
    DriverObject->DriverUnload = CellarUnload;
    DriverObject->MajorFunction[IRP_MJ_CLEANUP] = CellarControl;
    return STATUS_SUCCESS;
}
/* verdict: wdm-close-handles de-close-handles undetermined */
