#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

typedef struct _DEPOT {
    ULONG Done;
    PVOID Shelf;
    PVOID Ramp;
} DEPOT;

enum { SHELF_DONE = 1, RAMP_DONE = 2 };

static DEPOT *g_Depot;

static VOID CloseDepot(VOID)
{
    if (g_Depot->Done & RAMP_DONE) {
        ExFreePoolWithTag(g_Depot->Ramp, 'opeD');
    }
    if (g_Depot->Done & SHELF_DONE) {
        ExFreePoolWithTag(g_Depot->Shelf, 'opeD');
    }
    ExFreePoolWithTag(g_Depot, 'opeD');
    g_Depot = NULL;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    CloseDepot();
}

static NTSTATUS MakeShelf(VOID)
{
    g_Depot->Shelf = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'opeD'); /* expect: wdm-unload-releases */
    if (g_Depot->Shelf == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return STATUS_SUCCESS;
}

static NTSTATUS MakeRamp(VOID)
{
    g_Depot->Ramp = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'opeD');
    if (g_Depot->Ramp == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Depot->Done |= RAMP_DONE;
    return STATUS_SUCCESS;
}

/* The first step does not mark that it is done. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    static NTSTATUS (*const steps[])(VOID) = {MakeShelf, MakeRamp};
    NTSTATUS status = STATUS_SUCCESS;
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Depot = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(DEPOT), 'opeD');
    if (g_Depot == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    for (i = 0; i < ARRAYSIZE(steps) && NT_SUCCESS(status); i++) {
        status = steps[i]();
    }
    if (!NT_SUCCESS(status)) {
        CloseDepot();
    }
    return status; /* expect: wdm-release-on-failure */
}
