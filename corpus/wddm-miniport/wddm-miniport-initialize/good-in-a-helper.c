#include <ntddk.h>
#include <dispmprt.h>

DRIVER_INITIALIZE DriverEntry;
DXGKDDI_ADD_DEVICE EaselAddDevice;
DXGKDDI_START_DEVICE EaselStartDevice;
DXGKDDI_STOP_DEVICE EaselStopDevice;
DXGKDDI_REMOVE_DEVICE EaselRemoveDevice;
DXGKDDI_UNLOAD EaselUnload;
DXGKDDI_QUERYADAPTERINFO EaselQueryAdapterInfo;

static VOID EaselFill(DRIVER_INITIALIZATION_DATA *Data)
{
    RtlZeroMemory(Data, sizeof(*Data));
    Data->Version = DXGKDDI_INTERFACE_VERSION;
    Data->DxgkDdiAddDevice = EaselAddDevice;
    Data->DxgkDdiStartDevice = EaselStartDevice;
    Data->DxgkDdiStopDevice = EaselStopDevice;
    Data->DxgkDdiRemoveDevice = EaselRemoveDevice;
    Data->DxgkDdiUnload = EaselUnload;
    Data->DxgkDdiQueryAdapterInfo = EaselQueryAdapterInfo;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DRIVER_INITIALIZATION_DATA easel;

    EaselFill(&easel);
    return DxgkInitialize(DriverObject, RegistryPath, &easel);
}
