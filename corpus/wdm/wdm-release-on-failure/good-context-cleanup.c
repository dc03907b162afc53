#include <ntddk.h>
#include <wdf.h>

/* The driver object's cleanup callback finds the blocks by the object that it is given. */
typedef struct _TABLES {
    PVOID Names;
    PVOID Rules;
} TABLES, *PTABLES;

WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(TABLES, GetTables)

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD TablesDeviceAdd;
EVT_WDF_OBJECT_CONTEXT_CLEANUP TablesCleanup;

VOID TablesCleanup(WDFOBJECT Object)
{
    PTABLES tables = GetTables(Object);

    if (tables->Names != NULL) {
        ExFreePoolWithTag(tables->Names, 'lbaT');
    }
    if (tables->Rules != NULL) {
        ExFreePoolWithTag(tables->Rules, 'lbaT');
    }
}

NTSTATUS TablesDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDF_OBJECT_ATTRIBUTES attributes;
    WDFDRIVER driver;
    PTABLES tables;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, TablesDeviceAdd);
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, TABLES);
    attributes.EvtCleanupCallback = TablesCleanup;
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, &driver);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    tables = GetTables(driver);
    tables->Names = ExAllocatePool2(POOL_FLAG_PAGED, 256, 'lbaT');
    if (tables->Names == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    tables->Rules = ExAllocatePool2(POOL_FLAG_PAGED, 256, 'lbaT');
    return tables->Rules != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}
