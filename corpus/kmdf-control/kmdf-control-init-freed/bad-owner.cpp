extern "C" {
#include <ntddk.h>
#include <wdf.h>
}

extern "C" DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_UNLOAD BuoyUnload;
EVT_WDF_IO_QUEUE_IO_DEVICE_CONTROL BuoyControl;

VOID BuoyUnload(WDFDRIVER)
{
}

/* Owns the structure until WdfDeviceCreate takes it. */
class DeviceInit {
public:
    explicit DeviceInit(WDFDRIVER driver) : init_(WdfControlDeviceInitAllocate(driver, &SDDL_DEVOBJ_SYS_ALL_ADM_ALL)) {}
    ~DeviceInit()
    {
    }
    PWDFDEVICE_INIT Get() const { return init_; }
    PWDFDEVICE_INIT *Address() { return &init_; }

private:
    PWDFDEVICE_INIT init_;
};

static NTSTATUS MakeBuoy(WDFDRIVER Driver)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Buoy");
    WDF_IO_QUEUE_CONFIG queue;
    WDFDEVICE device;
    DeviceInit init(Driver);

    if (init.Get() == nullptr)
        return STATUS_INSUFFICIENT_RESOURCES;
    NTSTATUS status = WdfDeviceInitAssignName(init.Get(), &name);
    if (!NT_SUCCESS(status))
        return status;
    status = WdfDeviceCreate(init.Address(), WDF_NO_OBJECT_ATTRIBUTES, &device);
    if (!NT_SUCCESS(status))
        return status;
    WDF_IO_QUEUE_CONFIG_INIT_DEFAULT_QUEUE(&queue, WdfIoQueueDispatchParallel);
    queue.EvtIoDeviceControl = BuoyControl;
    status = WdfIoQueueCreate(device, &queue, WDF_NO_OBJECT_ATTRIBUTES, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status)) {
        WdfObjectDelete(device);
        return status;
    }
    WdfControlFinishInitializing(device);
    return STATUS_SUCCESS;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDFDRIVER driver;

    WDF_DRIVER_CONFIG_INIT(&config, nullptr);
    config.DriverInitFlags = WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = BuoyUnload;
    NTSTATUS status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (NT_SUCCESS(status))
        status = MakeBuoy(driver);
    return status; /* expect: kmdf-control-init-freed */
}
