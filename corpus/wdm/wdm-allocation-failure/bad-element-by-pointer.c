#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

typedef struct _POCKET {
    PVOID Front;
    PVOID Back;
} POCKET;

static POCKET *g_Pockets;
static ULONG g_Count;

static VOID FreePockets(VOID)
{
    ULONG i;

    if (g_Pockets == NULL) {
        return;
    }
    for (i = 0; i < g_Count; i++) {
        if (g_Pockets[i].Front != NULL) {
            ExFreePoolWithTag(g_Pockets[i].Front, 'kcPp');
        }
        if (g_Pockets[i].Back != NULL) {
            ExFreePoolWithTag(g_Pockets[i].Back, 'kcPp');
        }
    }
    ExFreePoolWithTag(g_Pockets, 'kcPp');
    g_Pockets = NULL;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FreePockets();
}

/* The second block of the round is not asked for. */
static NTSTATUS FillPockets(VOID)
{
    ULONG i;

    for (i = 0; i < g_Count; i++) {
        POCKET *pocket = &g_Pockets[i];

        pocket->Front = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'kcPp');
        pocket->Back = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'kcPp');
        if (pocket->Front == NULL) {
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Count = KeQueryActiveProcessorCountEx(ALL_PROCESSOR_GROUPS);
    g_Pockets = ExAllocatePool2(POOL_FLAG_NON_PAGED, g_Count * sizeof(POCKET), 'kcPp');
    if (g_Pockets == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = FillPockets();
    if (!NT_SUCCESS(status)) {
        FreePockets();
    }
    return status; /* expect: wdm-allocation-failure */
}
