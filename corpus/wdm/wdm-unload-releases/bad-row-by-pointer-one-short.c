#include <ntddk.h>

/* As good-row-by-pointer.c of wdm-release-on-failure, but the last of the row is left. */
typedef struct _LOOM {
    PVOID Shuttle;
    ULONG Threads;
} LOOM;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static LOOM g_Looms[24];

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    ULONG i;

    UNREFERENCED_PARAMETER(DriverObject);
    for (i = 0; i < ARRAYSIZE(g_Looms) - 1; i++) {
        LOOM *loom = g_Looms + i;

        ExFreePoolWithTag(loom->Shuttle, 'mooL');
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i < ARRAYSIZE(g_Looms); i++) {
        LOOM *loom = &g_Looms[i];

        loom->Threads = i;
        loom->Shuttle = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'mooL'); /* expect: wdm-unload-releases */
        if (loom->Shuttle == NULL) {
            status = STATUS_INSUFFICIENT_RESOURCES;
            goto Undo;
        }
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;

Undo:
    while (i > 0) {
        i--;
        ExFreePoolWithTag(g_Looms[i].Shuttle, 'mooL');
    }
    return status;
}
