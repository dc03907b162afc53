#include <ntddk.h>

/* Unload closes one of two keys. What the dispatch routine calls in another file may close the other one. */
/* verdict: wdm-close-handles de-close-handles undetermined */

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD CellarUnload;
static DRIVER_DISPATCH CellarControl;
VOID CellarTaste(HANDLE Key);

static HANDLE g_Racks;
static HANDLE g_Vintages;

static VOID CellarUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Racks != NULL) {
        ZwClose(g_Racks);
        g_Racks = NULL;
    }
}

static NTSTATUS OpenBoth(PUNICODE_STRING Path)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE racks = NULL;
    HANDLE vintages = NULL;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, Path, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ZwOpenKey(&racks, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = ZwOpenKey(&vintages, KEY_WRITE, &attributes);
    if (!NT_SUCCESS(status)) {
        ZwClose(racks);
        return status;
    }
    g_Racks = racks;
    g_Vintages = vintages;
    return STATUS_SUCCESS;
}

static NTSTATUS CellarControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    CellarTaste(g_Vintages);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = OpenBoth(RegistryPath);

    if (!NT_SUCCESS(status)) {
        return status;
    }
    DriverObject->DriverUnload = CellarUnload;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = CellarControl;
    return STATUS_SUCCESS;
}
