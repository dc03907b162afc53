/* entry.c: the driver's data lives in its driver object extension. */
#include "reel.h"

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#endif

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PREEL_DRIVER_DATA data;
    NTSTATUS status;
    ULONG i;

    status = IoAllocateDriverObjectExtension(DriverObject, (PVOID)DriverEntry, sizeof(*data), (PVOID *)&data);
    if (!NT_SUCCESS(status))
        return status;
    RtlZeroMemory(data, sizeof(*data));
    InitializeListHead(&data->Devices);
    KeInitializeSpinLock(&data->Lock);
    data->RegistryPath = *RegistryPath; /* expect: wdm-registry-path-copied */

    for (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
        DriverObject->MajorFunction[i] = ReelPassOn;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = ReelCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = ReelCreateClose;
    DriverObject->MajorFunction[IRP_MJ_READ] = ReelReadWrite;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = ReelReadWrite;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = ReelControl;
    DriverObject->MajorFunction[IRP_MJ_PNP] = ReelPnp;
    DriverObject->MajorFunction[IRP_MJ_POWER] = ReelPower;
    DriverObject->DriverExtension->AddDevice = ReelAddDevice;
    DriverObject->DriverUnload = ReelUnload;
    return STATUS_SUCCESS;
}

VOID ReelUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);

}
