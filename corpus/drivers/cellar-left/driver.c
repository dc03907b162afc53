/* As cellar, but the function of the other file is given nothing, and closes a key of its own. */
#include <ntddk.h>
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD CellarUnload;
static DRIVER_DISPATCH CellarControl;
VOID CellarTaste(VOID);

static HANDLE Racks, Vintages;

static VOID CellarUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ZwClose(Racks);
}

static NTSTATUS CellarControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    CellarTaste();
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ZwOpenKey(&Racks, KEY_READ, &attributes);
    if (!NT_SUCCESS(status))
        return status;
    status = ZwOpenKey(&Vintages, KEY_WRITE, &attributes); /* expect: wdm-close-handles */
    if (!NT_SUCCESS(status)) {
        ZwClose(Racks);
        return status;
    }
    DriverObject->DriverUnload = CellarUnload;
    DriverObject->MajorFunction[IRP_MJ_CLEANUP] = CellarControl;
    return STATUS_SUCCESS;
}
