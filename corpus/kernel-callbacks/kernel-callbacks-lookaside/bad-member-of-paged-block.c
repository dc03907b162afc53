#include <ntddk.h>

/* The list stands in a structure in paged pool. */
typedef struct _DEPOT {
    ULONG Most;
    NPAGED_LOOKASIDE_LIST Crates;
} DEPOT, *PDEPOT;

static PDEPOT g_Depot;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteNPagedLookasideList(&g_Depot->Crates);
    ExFreePoolWithTag(g_Depot, 'opeD');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Depot = ExAllocatePoolZero(PagedPool, sizeof(*g_Depot), 'opeD');
    if (g_Depot == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Depot->Most = 16;
    ExInitializeNPagedLookasideList(&g_Depot->Crates, NULL, NULL, 0, 128, 'etaC', 0); /* expect: kernel-callbacks-lookaside */
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
