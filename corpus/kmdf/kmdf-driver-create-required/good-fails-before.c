/* Cleanup asks the framework whether there is a driver object: where nothing was created there is none. */
#include <ntddk.h>
#include <wdf.h>

#define SLATE_TAG 'talS'

DRIVER_INITIALIZE DriverEntry;
EVT_WDF_DRIVER_DEVICE_ADD SlateDeviceAdd;
EVT_WDF_DRIVER_UNLOAD SlateUnload;

static PVOID g_Slate;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;

    g_Slate = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, SLATE_TAG);
    if (g_Slate == NULL)
        goto Exit;
    WDF_DRIVER_CONFIG_INIT(&config, SlateDeviceAdd);
    config.EvtDriverUnload = SlateUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);

Exit:
    if (!NT_SUCCESS(status)) {
        if (WdfGetDriver() != NULL)
            DbgPrint("%p has its driver object\n", WdfDriverWdmGetDriverObject(WdfGetDriver()));
        if (g_Slate != NULL)
            ExFreePoolWithTag(g_Slate, SLATE_TAG);
    }
    return status;
}

VOID SlateUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    ExFreePoolWithTag(g_Slate, SLATE_TAG);
}

NTSTATUS SlateDeviceAdd(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}
