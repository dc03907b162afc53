/* The helper of another file asks for the index before it frees the shelf. */
#include "stock.h"

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD StockUnload;

VOID StockUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    StockEmpty();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    Stock.Shelf = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (Stock.Shelf == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Stock.Index = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, POOL_TAG);
    if (Stock.Index == NULL) {
        StockEmpty();
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-release-on-failure */
    }
    DriverObject->DriverUnload = StockUnload;
    return STATUS_SUCCESS;
}
