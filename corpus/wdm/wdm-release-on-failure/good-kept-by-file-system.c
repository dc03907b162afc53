/* What a file system makes for all of its volumes, undone on each way that fails and when it goes. */
#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD StoreUnload;

static TUNNEL Tunnel;
static PNOTIFY_SYNC Sync;
static PVOID Heap;
static PEX_RUNDOWN_REF_CACHE_AWARE Users;
static PFILE_LOCK RootLock;

VOID StoreUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FsRtlFreeFileLock(RootLock);
    ExFreeCacheAwareRundownProtection(Users);
    RtlDestroyHeap(Heap);
    FsRtlNotifyUninitializeSync(&Sync);
    FsRtlDeleteTunnelCache(&Tunnel);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;
    HANDLE folder;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = StoreUnload;
    FsRtlInitializeTunnelCache(&Tunnel);
    FsRtlNotifyInitializeSync(&Sync);
    Heap = RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
    if (Heap == NULL)
        goto NoHeap;
    Users = ExAllocateCacheAwareRundownProtection(NonPagedPoolNx, 'srsU');
    if (Users == NULL)
        goto NoUsers;
    RootLock = FsRtlAllocateFileLock(NULL, NULL);
    if (RootLock == NULL)
        goto NoLock;
    status = IoGetDriverDirectory(DriverObject, DriverDirectoryData, 0, &folder);
    if (!NT_SUCCESS(status))
        goto NoFolder;
    ZwClose(folder);
    return STATUS_SUCCESS;
NoFolder:
    FsRtlFreeFileLock(RootLock);
NoLock:
    ExFreeCacheAwareRundownProtection(Users);
NoUsers:
    RtlDestroyHeap(Heap);
NoHeap:
    FsRtlNotifyUninitializeSync(&Sync);
    FsRtlDeleteTunnelCache(&Tunnel);
    return status;
}
