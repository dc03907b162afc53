// The entry hands over to a static member of a class.
#include <ntddk.h>
#include <wdf.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

namespace Lamp
{
    class Driver
    {
    public:
        static NTSTATUS Create(PDRIVER_OBJECT driverObject, PUNICODE_STRING registryPath);

    private:
        static NTSTATUS OnDeviceAdd(WDFDRIVER driver, PWDFDEVICE_INIT deviceInit);
        static const ULONG PoolTag = 'pmaL';
    };

    NTSTATUS Driver::Create(PDRIVER_OBJECT driverObject, PUNICODE_STRING registryPath)
    {
        WDF_DRIVER_CONFIG config;
        WDF_DRIVER_CONFIG_INIT(&config, &Driver::OnDeviceAdd);
        config.DriverPoolTag = PoolTag;

        return WdfDriverCreate(driverObject, registryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    }

    NTSTATUS Driver::OnDeviceAdd(WDFDRIVER, PWDFDEVICE_INIT deviceInit)
    {
        WDFDEVICE device;
        return WdfDeviceCreate(&deviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
    }
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driverObject, PUNICODE_STRING registryPath)
{
    return Lamp::Driver::Create(driverObject, registryPath);
}
