/* After the failure a flag is read that is zero, as the handle is: that is no use of the handle. */
#include <ntddk.h>
#include <wdf.h>

#define CRANE_TAG 'narC'

typedef struct CRANE {
    WDFDRIVER Driver;
    BOOLEAN IsUp;
    PVOID Hook;
} CRANE;

static CRANE Crane;

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD CraneDeviceAdd;
EVT_WDF_DRIVER_UNLOAD CraneUnload;

NTSTATUS CraneDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

VOID CraneUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    ExFreePoolWithTag(Crane.Hook, CRANE_TAG);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    Crane.Driver = NULL;
    Crane.Hook = ExAllocatePool2(POOL_FLAG_PAGED, 64, CRANE_TAG);
    if (Crane.Hook == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    WDF_DRIVER_CONFIG_INIT(&config, CraneDeviceAdd);
    config.EvtDriverUnload = CraneUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &Crane.Driver);
    Crane.IsUp = NT_SUCCESS(status) && RegistryPath->Length > 0;
    if (!Crane.IsUp && !NT_SUCCESS(status))
        ExFreePoolWithTag(Crane.Hook, CRANE_TAG);
    return status;
}
