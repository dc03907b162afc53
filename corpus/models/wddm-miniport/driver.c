/* models: any-miniport wddm-miniport */
#include <ntddk.h>
#include <dispmprt.h>

DRIVER_INITIALIZE DriverEntry;
DXGKDDI_ADD_DEVICE AddDevice;
DXGKDDI_START_DEVICE StartDevice;
DXGKDDI_STOP_DEVICE StopDevice;
DXGKDDI_REMOVE_DEVICE RemoveDevice;
DXGKDDI_UNLOAD Unload;
DXGKDDI_QUERYADAPTERINFO QueryAdapterInfo;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DRIVER_INITIALIZATION_DATA data = {0};

    data.Version = DXGKDDI_INTERFACE_VERSION;
    data.DxgkDdiAddDevice = AddDevice;
    data.DxgkDdiStartDevice = StartDevice;
    data.DxgkDdiStopDevice = StopDevice;
    data.DxgkDdiRemoveDevice = RemoveDevice;
    data.DxgkDdiUnload = Unload;
    data.DxgkDdiQueryAdapterInfo = QueryAdapterInfo;
    return DxgkInitialize(DriverObject, RegistryPath, &data);
}
