/* models: file-system legacy-nonpnp */
#include "parish.h"

PARISH Parish;

DRIVER_INITIALIZE DriverEntry;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#endif

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name;
    FS_FILTER_CALLBACKS callbacks;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    InitializeListHead(&Parish.Volumes);
    ExInitializeResourceLite(&Parish.Lock);
    ExInitializeNPagedLookasideList(&Parish.Contexts, NULL, NULL, POOL_NX_ALLOCATION, 64, PARISH_TAG, 0);

    DriverObject->MajorFunction[IRP_MJ_CREATE] = ParishCreate;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = ParishClose;
    DriverObject->MajorFunction[IRP_MJ_FILE_SYSTEM_CONTROL] = ParishControl;
    DriverObject->MajorFunction[IRP_MJ_SHUTDOWN] = ParishShutdown;
    ParishFillFastIo(DriverObject);

    RtlZeroMemory(&callbacks, sizeof callbacks);
    callbacks.SizeOfFsFilterCallbacks = sizeof(FS_FILTER_CALLBACKS);
    status = FsRtlRegisterFileSystemFilterCallbacks(DriverObject, &callbacks);
    if (!NT_SUCCESS(status)) {
        goto fail;
    }
    RtlInitUnicodeString(&name, L"\\Parish");
    status = IoCreateDevice(DriverObject, 0, &name, FILE_DEVICE_DISK_FILE_SYSTEM, 0, FALSE, &Parish.Device);
    if (!NT_SUCCESS(status)) {
        goto fail;
    }
    IoRegisterFileSystem(Parish.Device);
    return STATUS_SUCCESS;

fail:
    ExDeleteNPagedLookasideList(&Parish.Contexts);
    ExDeleteResourceLite(&Parish.Lock);
    return status;
}
