/* models: fs-legacy-filter legacy-nonpnp */
#include "watch.h"

WATCH Watch;
FAST_IO_DISPATCH WatchFastIo;

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\FileSystem\\Filters\\VolumeWatch");
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Watch.Driver = DriverObject;
    InitializeListHead(&Watch.Devices);
    ExInitializeFastMutex(&Watch.Lock);
    for (ULONG code = 0; code <= IRP_MJ_MAXIMUM_FUNCTION; code++) {
        DriverObject->MajorFunction[code] = WatchPass;
    }
    WatchFastIo.SizeOfFastIoDispatch = sizeof WatchFastIo;
    DriverObject->FastIoDispatch = &WatchFastIo;

    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_DISK_FILE_SYSTEM, FILE_DEVICE_SECURE_OPEN, FALSE,
                            &Watch.Control);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = IoRegisterFsRegistrationChange(DriverObject, WatchFileSystem);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(Watch.Control);
        Watch.Control = NULL;
    }
    return status;
}
