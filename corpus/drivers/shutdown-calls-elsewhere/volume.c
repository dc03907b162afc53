/* What serves all requests is in another source, and hands that for shutdown on to one that the project builds and that
 * is not here: it may be what unregisters the file system. */
/* verdict: file-system-unregistered fs-unregister undetermined */
#include "volume.h"

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD VolumeUnload;

static PDEVICE_OBJECT g_Volume;

VOID VolumeUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(g_Volume);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Volume");
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_DISK_FILE_SYSTEM, 0, FALSE, &g_Volume);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    DriverObject->DriverUnload = VolumeUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = VolumeDispatch;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = VolumeDispatch;
    DriverObject->MajorFunction[IRP_MJ_SHUTDOWN] = VolumeDispatch;
    IoRegisterFileSystem(g_Volume);
    return STATUS_SUCCESS;
}
