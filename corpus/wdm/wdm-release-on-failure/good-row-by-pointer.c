#include <ntddk.h>

/* Each round goes by a pointer to the element that it fills; what was filled is emptied by index, and at the end by
   pointers again. */
typedef struct _LOOM {
    PVOID Shuttle;
    ULONG Threads;
} LOOM;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static LOOM g_Looms[48];
static ULONG g_Count;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    ULONG i;

    UNREFERENCED_PARAMETER(DriverObject);
    for (i = 0; i < g_Count; i++) {
        LOOM *loom = g_Looms + i;

        ExFreePoolWithTag(loom->Shuttle, 'mooL');
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Count = KeQueryActiveProcessorCountEx(ALL_PROCESSOR_GROUPS);
    if (g_Count > ARRAYSIZE(g_Looms))
        g_Count = ARRAYSIZE(g_Looms);
    for (i = 0; i < g_Count; i++) {
        LOOM *loom = &g_Looms[i];

        loom->Threads = i;
        loom->Shuttle = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'mooL');
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
