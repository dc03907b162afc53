/* Steps of one base: which of them the device-add routine runs, only the object that it makes tells. */
/* verdict: kmdf-driver-create-placement kmdf-drivercreate-placement undetermined */
extern "C" {
#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD AddDevice;
}

struct Context {
    PDRIVER_OBJECT Driver;
    PUNICODE_STRING Path;
    PWDFDEVICE_INIT Init;
};

class Step {
public:
    virtual NTSTATUS Run(Context &context) = 0;
};

class CreateDriver : public Step {
public:
    NTSTATUS Run(Context &context) override
    {
        WDF_DRIVER_CONFIG config;

        WDF_DRIVER_CONFIG_INIT(&config, AddDevice);
        return WdfDriverCreate(context.Driver, context.Path, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    }
};

class CreateDevice : public Step {
public:
    NTSTATUS Run(Context &context) override
    {
        WDFDEVICE device;

        return WdfDeviceCreate(&context.Init, WDF_NO_OBJECT_ATTRIBUTES, &device);
    }
};

static NTSTATUS Perform(Step &step, Context &context)
{
    return step.Run(context);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Context context = {DriverObject, RegistryPath, nullptr};
    CreateDriver step;

    return Perform(step, context);
}

NTSTATUS AddDevice(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    Context context = {nullptr, nullptr, DeviceInit};
    CreateDevice step;

    UNREFERENCED_PARAMETER(Driver);
    return Perform(step, context);
}
