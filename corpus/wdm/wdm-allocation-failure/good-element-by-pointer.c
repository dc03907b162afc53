#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

typedef struct _POCKET {
    ULONG Size;
    PVOID Front;
} POCKET;

static POCKET *g_Pockets;
static ULONG g_Count;

static VOID FreePockets(VOID)
{
    ULONG i;

    for (i = 0; i < g_Count; i++) {
        POCKET *pocket = &g_Pockets[i];

        if (pocket->Front != NULL) {
            ExFreePoolWithTag(pocket->Front, 'kcPp');
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

/* A pointer to the element of the round: what is stored behind it is what is tested behind it. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Count = KeQueryActiveProcessorCountEx(ALL_PROCESSOR_GROUPS);
    g_Pockets = ExAllocatePool2(POOL_FLAG_NON_PAGED, g_Count * sizeof(POCKET), 'kcPp');
    if (g_Pockets == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    for (i = 0; i < g_Count; i++) {
        POCKET *pocket = &g_Pockets[i];

        pocket->Front = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'kcPp');
        if (pocket->Front == NULL) {
            FreePockets();
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    return STATUS_SUCCESS;
}
