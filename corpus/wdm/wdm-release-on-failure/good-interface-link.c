#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_DISPATCH Open;

DEFINE_GUID(GUID_GAUGE, 0x3a1c5d60, 0x8d1e, 0x4a52, 0x9b, 0x1d, 0x52, 0x61, 0x7c, 0x0e, 0x44, 0x91);

static PDEVICE_OBJECT g_Detected;
static UNICODE_STRING g_Link;

static NTSTATUS Open(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoSetDeviceInterfaceState(&g_Link, FALSE);
    RtlFreeUnicodeString(&g_Link);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Open;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Open;
    status = IoReportDetectedDevice(DriverObject, InterfaceTypeUndefined, (ULONG)-1, (ULONG)-1, NULL, NULL, FALSE, &g_Detected);
    if (!NT_SUCCESS(status))
        return status;
    status = IoRegisterDeviceInterface(g_Detected, &GUID_GAUGE, NULL, &g_Link);
    if (!NT_SUCCESS(status))
        return status;
    status = IoSetDeviceInterfaceState(&g_Link, TRUE);
    if (!NT_SUCCESS(status)) {
        RtlFreeUnicodeString(&g_Link);
        return status;
    }
    return STATUS_SUCCESS;
}
