/* model: umdf2 */
#include <windows.h>
#include <wdf.h>

EVT_WDF_DRIVER_DEVICE_ADD LarkAdd;

static ULONG LarkSongs;
static DECLARE_CONST_UNICODE_STRING(LarkName, L"Songs");

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    NTSTATUS status;
    WDFKEY key;

    WDF_DRIVER_CONFIG_INIT(&config, LarkAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    status = WdfDriverOpenParametersRegistryKey(driver, KEY_WRITE, WDF_NO_OBJECT_ATTRIBUTES, &key); /* expect: umdf2-registry-access */
    if (NT_SUCCESS(status)) {
        WdfRegistryQueryULong(key, &LarkName, &LarkSongs);
        WdfRegistryClose(key);
    }
    return STATUS_SUCCESS;
}
