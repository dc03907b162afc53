// A guard object ends tracing unless it was told not to.
#include <ntddk.h>
#include <wdf.h>
#include "trace.h"
#include "driver.tmh"

extern "C" DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD GuardDeviceAdd;
EVT_WDF_DRIVER_UNLOAD GuardUnload;

class TracingGuard
{
public:
    explicit TracingGuard(PDRIVER_OBJECT driverObject) : m_DriverObject(driverObject) {}
    ~TracingGuard()
    {
        if (m_DriverObject != nullptr)
        {
            WPP_CLEANUP(m_DriverObject);
        }
    }
    void Keep() { m_DriverObject = nullptr; }

private:
    PDRIVER_OBJECT m_DriverObject;
};

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driverObject, PUNICODE_STRING registryPath)
{
    WPP_INIT_TRACING(driverObject, registryPath);
    TracingGuard guard(driverObject);

    WDF_DRIVER_CONFIG config;
    WDF_DRIVER_CONFIG_INIT(&config, GuardDeviceAdd);
    config.EvtDriverUnload = GuardUnload;

    NTSTATUS status = WdfDriverCreate(driverObject, registryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
    {
        return status;
    }
    guard.Keep();
    return STATUS_SUCCESS;
}

VOID GuardUnload(WDFDRIVER driver)
{
    WPP_CLEANUP(WdfDriverWdmGetDriverObject(driver));
}

NTSTATUS GuardDeviceAdd(WDFDRIVER, PWDFDEVICE_INIT deviceInit)
{
    WDFDEVICE device;
    return WdfDeviceCreate(&deviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}
