#include <ntddk.h>

/* The first of the row is not emptied. There are more elements than are told apart: nothing is released twice by that. */
typedef struct _CRATE {
    PVOID Lid;
    ULONG Weight;
} CRATE;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static CRATE g_Crates[24];

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    ULONG i;

    UNREFERENCED_PARAMETER(DriverObject);
    for (i = 0; i < ARRAYSIZE(g_Crates); i++) {
        ExFreePoolWithTag(g_Crates[i].Lid, 'tarC');
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i < ARRAYSIZE(g_Crates); i++) {
        g_Crates[i].Weight = i;
        g_Crates[i].Lid = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'tarC');
        if (g_Crates[i].Lid == NULL) {
            status = STATUS_INSUFFICIENT_RESOURCES;
            goto Undo;
        }
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;

Undo:
    while (i > 1) {
        i--;
        ExFreePoolWithTag(g_Crates[i].Lid, 'tarC');
    }
    return status; /* expect: wdm-release-on-failure */
}
