#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
DRIVER_DISPATCH Ok;
static PDEVICE_OBJECT g_Dev;
typedef struct _E {
    ULONG Count;
} E;
VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    ObReferenceObject(g_Dev);
    IoDeleteDevice(g_Dev);
    DbgPrint("%lu\n", ((E *)g_Dev->DeviceExtension)->Count);
    ObDereferenceObject(g_Dev);
}

NTSTATUS Ok(PDEVICE_OBJECT d, PIRP i)
{
    UNREFERENCED_PARAMETER(d);
    i->IoStatus.Status = 0;
    IoCompleteRequest(i, IO_NO_INCREMENT);
    return 0;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING n = RTL_CONSTANT_STRING(L"\\Device\\Meter");
    NTSTATUS status;
    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, sizeof(E), &n, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Dev);
    if (!NT_SUCCESS(status))
        return status;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = DriverObject->MajorFunction[IRP_MJ_CLOSE] = Ok;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
