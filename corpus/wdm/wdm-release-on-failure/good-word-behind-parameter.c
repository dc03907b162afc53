/* OPTIONAL stands behind the names of parameters, which are parameters all the same. */
#include <ntddk.h>

#define POOL_TAG 'klaW'

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD WalkUnload;

static PVOID Walk, Path;

static NTSTATUS WalkReport(IN ULONG Step, IN NTSTATUS Status OPTIONAL, IN ULONG_PTR Place OPTIONAL)
{
    KdPrint(("walk: step %lu failed with %x at %p\n", Step, Status, (PVOID)Place));
    return Status;
}

static NTSTATUS WalkTake(IN PDEVICE_OBJECT Device OPTIONAL, OUT PVOID *Block)
{
    DbgPrint("walk: for %p\n", Device);
    *Block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    return *Block ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

VOID WalkUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Path, POOL_TAG);
    ExFreePoolWithTag(Walk, POOL_TAG);
}

NTSTATUS DriverEntry(IN PDRIVER_OBJECT DriverObject, IN PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = WalkUnload;
    status = WalkTake(NULL, &Walk);
    if (!NT_SUCCESS(status))
        return WalkReport(1, status, 0);
    status = WalkTake(NULL, &Path);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(Walk, POOL_TAG);
        return WalkReport(2, status, 0);
    }
    return STATUS_SUCCESS;
}
