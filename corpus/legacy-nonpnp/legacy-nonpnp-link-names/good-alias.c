#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_DISPATCH Ok;
static PDEVICE_OBJECT g_Dev;
static UNICODE_STRING g_Old = RTL_CONSTANT_STRING(L"\\Device\\MeterOld"),
                      g_Name = RTL_CONSTANT_STRING(L"\\Device\\Meter");
NTSTATUS Ok(PDEVICE_OBJECT d, PIRP i)
{
    UNREFERENCED_PARAMETER(d);
    i->IoStatus.Status = 0;
    IoCompleteRequest(i, IO_NO_INCREMENT);
    return 0;
}

/* An old name of the device leads to the new one; the driver stays. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, 0, &g_Name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Dev);
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateSymbolicLink(&g_Old, &g_Name);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(g_Dev);
        return status;
    }
    DriverObject->MajorFunction[IRP_MJ_CREATE] = DriverObject->MajorFunction[IRP_MJ_CLOSE] = Ok;
    return STATUS_SUCCESS;
}
