/* driver.c: tracing ends with the driver object, and where that could not be made. */
#include "lantern.h"
#include "driver.tmh"

ULONG LanternDefaultLevel = 3;

static VOID LanternReadParameters(WDFDRIVER driver)
{
    DECLARE_CONST_UNICODE_STRING(name, L"Level");
    WDFKEY key;

    if (!NT_SUCCESS(WdfDriverOpenParametersRegistryKey(driver, KEY_READ, WDF_NO_OBJECT_ATTRIBUTES, &key)))
        return;
    WdfRegistryQueryULong(key, &name, &LanternDefaultLevel);
    WdfRegistryClose(key);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    NTSTATUS status;

    WPP_INIT_TRACING(DriverObject, RegistryPath);
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.EvtCleanupCallback = LanternCleanup;
    WDF_DRIVER_CONFIG_INIT(&config, LanternAdd);
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, &driver);
    if (!NT_SUCCESS(status)) {
        WPP_CLEANUP(DriverObject);
        return status;
    }
    LanternReadParameters(driver);
    return STATUS_SUCCESS;
}
/* verdict: umdf2-registry-access umdf2-registry-access satisfied */
/* verdict: kmdf-driver-create-required umdf2-drivercreate satisfied */
/* verdict: kmdf-wpp-cleanup-on-failure umdf2-wpp satisfied */

VOID LanternCleanup(WDFOBJECT Object)
{
    WPP_CLEANUP(WdfDriverWdmGetDriverObject((WDFDRIVER)Object));
}
