#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

#define RACKS 4

static PVOID g_Racks[RACKS];
static PVOID g_Label;

static VOID EmptyRacks(VOID)
{
    ULONG i;

    for (i = 0; i < RACKS; i++) {
        if (g_Racks[i] != NULL) {
            ExFreePoolWithTag(g_Racks[i], 'kcaR');
            g_Racks[i] = NULL;
        }
    }
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Label, 'kcaR');
    EmptyRacks();
}

/* What fills the array is freed, and what stands beside it too: it was made in a local, and one global has it. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID label;
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    for (i = 0; i < RACKS; i++) {
        g_Racks[i] = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'kcaR');
        if (g_Racks[i] == NULL) {
            EmptyRacks();
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    label = ExAllocatePool2(POOL_FLAG_PAGED, 128, 'kcaR');
    if (label == NULL) {
        EmptyRacks();
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Label = label;
    return STATUS_SUCCESS;
}
