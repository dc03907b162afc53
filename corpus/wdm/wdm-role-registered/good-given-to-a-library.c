#include <ntddk.h>
#include "loom.h"

DRIVER_INITIALIZE DriverEntry;
DRIVER_ADD_DEVICE LoomAddDevice;
DRIVER_UNLOAD LoomUnload;

NTSTATUS LoomAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(PhysicalDeviceObject);
    return STATUS_SUCCESS;
}

VOID LoomUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

/* The library stores the routines; the driver only names them in the library's structure. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    LOOM_ENTRY_POINTS points = {0};

    points.AddDevice = LoomAddDevice;
    points.Unload = LoomUnload;
    return LoomRegister(DriverObject, RegistryPath, &points);
}
