// What the owner of another namespace is made of is what a function of the framework gives.
extern "C" {
#include <ntddk.h>
#include <wdf.h>
#include <wdmsec.h>
}

namespace held {

class DeviceInit {
public:
    explicit DeviceInit(PWDFDEVICE_INIT init) noexcept : held(init) {}
    ~DeviceInit()
    {
        if (held != nullptr)
            WdfDeviceInitFree(held);
    }
    PWDFDEVICE_INIT Get() const noexcept { return held; }
    PWDFDEVICE_INIT *Address() noexcept { return &held; }

private:
    PWDFDEVICE_INIT held;
};

} // namespace held

extern "C" DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_UNLOAD MeterUnload;

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DECLARE_CONST_UNICODE_STRING(name, L"\\Device\\Meter");
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;
    WDFDEVICE device;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags = WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = MeterUnload;
    NTSTATUS status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;

    held::DeviceInit init{WdfControlDeviceInitAllocate(driver, &SDDL_DEVOBJ_SYS_ALL_ADM_ALL)};
    if (init.Get() == nullptr)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = WdfDeviceInitAssignName(init.Get(), &name);
    if (!NT_SUCCESS(status))
        return status;
    status = WdfDeviceCreate(init.Address(), WDF_NO_OBJECT_ATTRIBUTES, &device);
    if (!NT_SUCCESS(status))
        return status;
    WdfControlFinishInitializing(device);
    return STATUS_SUCCESS;
}

VOID MeterUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
}
