#include <ntddk.h>
#include <wdf.h>

EVT_WDF_DRIVER_DEVICE_ADD WrenAdd;

static ULONG WrenSongs;
static BOOLEAN WrenIsLoud;
static DECLARE_CONST_UNICODE_STRING(WrenName, L"Songs");

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    NTSTATUS status;
    WDFKEY key;

    WDF_DRIVER_CONFIG_INIT(&config, WrenAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    status = WdfDriverOpenParametersRegistryKey(driver, KEY_READ, WDF_NO_OBJECT_ATTRIBUTES, &key); /* expect: kmdf-parameters-key-closed */
    if (NT_SUCCESS(status)) {
        WdfRegistryQueryULong(key, &WrenName, &WrenSongs);
        WrenIsLoud = TRUE;
    }
    return STATUS_SUCCESS;
}
