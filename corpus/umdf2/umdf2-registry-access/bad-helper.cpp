/* model: umdf2 */
#include <windows.h>
#include <wdf.h>

EVT_WDF_DRIVER_DEVICE_ADD WickAdd;

static ULONG WickHeight;

static NTSTATUS WickRead(WDFDRIVER Driver, ACCESS_MASK Access)
{
    DECLARE_CONST_UNICODE_STRING(name, L"Height");
    WDFKEY key;
    NTSTATUS status;

    status = WdfDriverOpenParametersRegistryKey(Driver, Access, WDF_NO_OBJECT_ATTRIBUTES, &key); /* expect: umdf2-registry-access */
    if (NT_SUCCESS(status)) {
        WdfRegistryQueryULong(key, &name, &WickHeight);
        WdfRegistryClose(key);
    }
    return status;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;

    WDF_DRIVER_CONFIG_INIT(&config, WickAdd);
    NTSTATUS status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    (void)WickRead(driver, KEY_READ | KEY_WRITE);
    return STATUS_SUCCESS;
}
