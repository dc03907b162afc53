#include <ntddk.h>

#define ARENA_TAG 'nerA'

static PVOID g_Blocks[2];

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Blocks[1], ARENA_TAG);
    ExFreePoolWithTag(g_Blocks[0], ARENA_TAG);
}

/* The successful path runs through the label too, and undoes nothing there. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID first = NULL, second = NULL;
    NTSTATUS status = STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(RegistryPath);
    first = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, ARENA_TAG);
    if (first == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto cleanup;
    }
    second = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, ARENA_TAG);
    if (second == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto cleanup;
    }
    g_Blocks[0] = first;
    g_Blocks[1] = second;
    DriverObject->DriverUnload = Unload;

cleanup:
    if (!NT_SUCCESS(status)) {
        if (second)
            ExFreePoolWithTag(second, ARENA_TAG);
        if (first)
            ExFreePoolWithTag(first, ARENA_TAG);
    }
    return status;
}
