/* The framework's driver is asked for nowhere, so there is no handle to open its key with. */
#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD FinchAdd;

static ULONG FinchLimit = 16;

static VOID FinchReadLimit(WDFDRIVER Driver)
{
    DECLARE_CONST_UNICODE_STRING(name, L"Limit");
    WDFKEY key;

    if (!NT_SUCCESS(WdfDriverOpenParametersRegistryKey(Driver, KEY_READ, WDF_NO_OBJECT_ATTRIBUTES, &key))) /* expect: kmdf-driver-create-propagated */
        return;
    (void)WdfRegistryQueryULong(key, &name, &FinchLimit);
    WdfRegistryClose(key);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver = NULL;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, FinchAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        return status;
    FinchReadLimit(driver);
    return STATUS_SUCCESS;
}
