#include <ntddk.h>

/* Blocks that begin at a cache line; where the pool's own begins is kept before them: the ring is left. */
#define LINE_SIZE ((ULONG_PTR)64)

static PVOID g_Ring;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD RingUnload;

static PVOID RingAllocate(SIZE_T Size)
{
    PUCHAR block = (PUCHAR)ExAllocatePool2(POOL_FLAG_NON_PAGED, Size + sizeof(PVOID) + LINE_SIZE - 1, 'gniR');
    PVOID *aligned;

    if (block == NULL) {
        return NULL;
    }
    aligned = (PVOID *)(((ULONG_PTR)block + sizeof(PVOID) + LINE_SIZE - 1) & ~(LINE_SIZE - 1));
    aligned[-1] = block;
    return aligned;
}

static VOID RingFree(PVOID Block)
{
    ExFreePoolWithTag(((PVOID *)Block)[-1], 'gniR');
}

VOID RingUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    RingFree(g_Ring);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Ring = RingAllocate(4096);
    if (g_Ring == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Ring");
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-release-on-failure */
    }
    DriverObject->DriverUnload = RingUnload;
    return STATUS_SUCCESS;
}
