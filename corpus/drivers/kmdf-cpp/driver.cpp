// driver.cpp: what DriverEntry takes, scope guards give back; what is left, the driver object owns.
#include "tern.h"
#include "driver.tmh"

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;

    WPP_INIT_TRACING(DriverObject, RegistryPath);
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, TernDriver);
    attributes.EvtCleanupCallback = TernDriverCleanup;
    WDF_DRIVER_CONFIG_INIT(&config, TernDeviceAdd);
    config.DriverPoolTag = 'nreT';

    NTSTATUS status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, &driver);
    if (!NT_SUCCESS(status)) {
        WPP_CLEANUP(DriverObject);
        return status;
    }

    TernDriver *tern = TernGetDriver(driver);
    status = WdfWaitLockCreate(WDF_NO_OBJECT_ATTRIBUTES, &tern->Lock);
    if (!NT_SUCCESS(status))
        return status;
    return TernCreateControl(driver, tern->Control);
}
/* verdict: kmdf-driver-create-required kmdf-drivercreate-required satisfied */
/* verdict: kmdf-wpp-cleanup-on-failure kmdf-wpp-cleanup-on-later-failure satisfied */
/* verdict: kmdf-config-initialised kmdf-config-init satisfied */
// EvtDriverDeviceAdd stands in a file that is not read: what its callbacks delete is not known.
/* verdict: kmdf-control-deleted kmdf-control-delete-in-pnp-driver undetermined */

VOID TernDriverCleanup(WDFOBJECT Object)
{
    WPP_CLEANUP(WdfDriverWdmGetDriverObject(static_cast<WDFDRIVER>(Object)));
}
