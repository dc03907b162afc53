/* entry.c: what the driver keeps lies in its driver object extension; nothing is taken that a failure would leave. */
#include "spool.h"

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, SpoolUnload)
#endif

static NTSTATUS SpoolCopyPath(PSPOOL_DRIVER Spool, PUNICODE_STRING Path)
{
    Spool->Parameters.Buffer = (PWCH)ExAllocatePool2(POOL_FLAG_PAGED, Path->Length + sizeof(WCHAR), SPOOL_TAG);
    if (Spool->Parameters.Buffer == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Spool->Parameters.MaximumLength = Path->Length + sizeof(WCHAR);
    RtlCopyUnicodeString(&Spool->Parameters, Path);
    return STATUS_SUCCESS;
}

static VOID SpoolSetEntryPoints(PDRIVER_OBJECT Driver)
{
    Driver->MajorFunction[IRP_MJ_CREATE] = Driver->MajorFunction[IRP_MJ_CLOSE] = SpoolOpenClose;
    Driver->MajorFunction[IRP_MJ_READ] = Driver->MajorFunction[IRP_MJ_WRITE] = SpoolTransfer;
    Driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = SpoolControl;
    Driver->MajorFunction[IRP_MJ_PNP] = SpoolPnp;
    Driver->MajorFunction[IRP_MJ_POWER] = SpoolPower;
    Driver->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = SpoolPassOn;
    Driver->DriverExtension->AddDevice = SpoolAddDevice;
    Driver->DriverUnload = SpoolUnload;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PSPOOL_DRIVER spool;
    NTSTATUS status;

    status = IoAllocateDriverObjectExtension(DriverObject, (PVOID)SpoolAddDevice, sizeof(SPOOL_DRIVER), (PVOID *)&spool);
    if (!NT_SUCCESS(status))
        return status;
    RtlZeroMemory(spool, sizeof(SPOOL_DRIVER));
    status = SpoolCopyPath(spool, RegistryPath);
    if (!NT_SUCCESS(status))
        return status;
    SpoolSetEntryPoints(DriverObject);
    return STATUS_SUCCESS;
}
/* verdict: storage-class-driver-extension sc-driver-extension satisfied */
/* The dispatch routines stand in a file of which only what the entry comes to is read: */
/* verdict: storage-class-not-pageable sp-pageable-boot undetermined */

VOID SpoolUnload(PDRIVER_OBJECT DriverObject)
{
    PSPOOL_DRIVER spool = (PSPOOL_DRIVER)IoGetDriverObjectExtension(DriverObject, (PVOID)SpoolAddDevice);

    PAGED_CODE();
    if (spool != NULL)
        ExFreePoolWithTag(spool->Parameters.Buffer, SPOOL_TAG);
}
