/* Registered through a constant table of the system's routines, and removed by none. */
#include <ntddk.h>

typedef struct _SYSTEM_ROUTINES {
    NTSTATUS (*SetImage)(PLOAD_IMAGE_NOTIFY_ROUTINE Routine);
    PVOID (*Allocate)(POOL_FLAGS Flags, SIZE_T Size, ULONG Tag);
    VOID (*Free)(PVOID Block, ULONG Tag);
} SYSTEM_ROUTINES;

static const SYSTEM_ROUTINES System = {PsSetLoadImageNotifyRoutine, ExAllocatePool2, ExFreePoolWithTag};
static PVOID Ring;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID OnImage(PUNICODE_STRING Name, HANDLE Process, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Info);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    System.Free(Ring, 'gniR');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Ring = System.Allocate(POOL_FLAG_NON_PAGED, 4096, 'gniR');
    if (Ring == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = System.SetImage(OnImage); /* expect: kernel-callbacks-notify-routines */
    if (!NT_SUCCESS(status)) {
        System.Free(Ring, 'gniR');
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
