/* verdict: wdm-release-on-failure de-fail-no-double-release undetermined */

#include "slip.h"

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD SlipUnload;

SLIP Slip;

/* The device is deleted twice, if what serves requests has not put another one there. */
VOID SlipUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(Slip.Device);
    IoDeleteDevice(Slip.Device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Slip");

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = SlipUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = SlipCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = SlipCreateClose;
    return IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Slip.Device);
}
