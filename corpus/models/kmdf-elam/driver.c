/* models: kmdf kmdf-elam */
#include <ntddk.h>
#include <wdf.h>

static PVOID WardHandle;

VOID WardCallback(PVOID Context, BDCB_CALLBACK_TYPE Type, PBDCB_IMAGE_INFORMATION Image)
{
    UNREFERENCED_PARAMETER(Context);
    if (Type == BdCbInitializeImage)
        Image->Classification = BdCbClassificationUnknownImage;
}

static VOID WardUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    if (WardHandle != NULL)
        IoUnRegisterBootDriverCallback(WardHandle);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags = WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = WardUnload;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        return status;
    WardHandle = IoRegisterBootDriverCallback(WardCallback, NULL);
    if (WardHandle == NULL)
        return STATUS_UNSUCCESSFUL;
    return STATUS_SUCCESS;
}
