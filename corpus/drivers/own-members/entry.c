/* verdict: kmdf-driver-object-members kmdf-wdm-fields not-applicable */
/* What the file of the callback stores to is a structure of the driver's own, whose members have the names that those
 * of the driver object have. */
#include "shelf.h"

DRIVER_INITIALIZE DriverEntry;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;

    WDF_DRIVER_CONFIG_INIT(&config, ShelfAddDevice);
    return WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
}
