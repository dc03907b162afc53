/* How the steps went is kept in an object of a library whose sources are not here, and asked of that: where it says no,
 * the step may have failed, or not. */
/* verdict: wdm-failure-propagated de-return-failure-propagates undetermined */
#include <ntddk.h>

typedef struct OUTCOME {
    NTSTATUS Status;
} OUTCOME;

VOID OutcomeNote(OUTCOME *Outcome, NTSTATUS Status);
BOOLEAN OutcomeIsGood(const OUTCOME *Outcome);
BOOLEAN IsGood(NTSTATUS Status);

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
_Dispatch_type_(IRP_MJ_CREATE) _Dispatch_type_(IRP_MJ_CLOSE) static DRIVER_DISPATCH CreateClose;

static UNICODE_STRING g_Name = RTL_CONSTANT_STRING(L"\\Device\\Told");
static UNICODE_STRING g_Other = RTL_CONSTANT_STRING(L"\\Device\\ToldToo");
static PDEVICE_OBJECT g_Device, g_Optional;

static NTSTATUS CreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
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
    if (g_Optional)
        IoDeleteDevice(g_Optional);
    IoDeleteDevice(g_Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OUTCOME outcome;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = IoCreateDevice(DriverObject, 0, &g_Name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Device);
    OutcomeNote(&outcome, status);
    if (!OutcomeIsGood(&outcome))
        return STATUS_UNSUCCESSFUL;
    status =
        IoCreateDevice(DriverObject, 0, &g_Other, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &g_Optional);
    if (!IsGood(status))
        g_Optional = NULL;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = CreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = CreateClose;
    return STATUS_SUCCESS;
}
