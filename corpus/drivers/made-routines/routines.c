#include <ntddk.h>

#include "routines.h"

static NTSTATUS Complete(PIRP Irp, NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

LOOM_ROUTINE(Create)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    return Complete(Irp, STATUS_SUCCESS);
}

LOOM_ROUTINE(Close)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    return Complete(Irp, STATUS_SUCCESS);
}

LOOM_ROUTINE(Read)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    return Complete(Irp, STATUS_END_OF_FILE);
}

LOOM_END(Loom, Unload)
{
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\??\\Loom");

    IoDeleteSymbolicLink(&link);
    IoDeleteDevice(DriverObject->DeviceObject);
}
