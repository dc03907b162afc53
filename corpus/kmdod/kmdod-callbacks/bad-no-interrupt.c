#include <ntddk.h>
#include <dispmprt.h>

DRIVER_INITIALIZE DriverEntry;
DXGKDDI_ADD_DEVICE EaselAddDevice;
DXGKDDI_START_DEVICE EaselStartDevice;
DXGKDDI_STOP_DEVICE EaselStopDevice;
DXGKDDI_REMOVE_DEVICE EaselRemoveDevice;
DXGKDDI_UNLOAD EaselUnload;
DXGKDDI_QUERYADAPTERINFO EaselQueryAdapterInfo;
DXGKDDI_PRESENTDISPLAYONLY EaselPresent;
DXGKDDI_INTERRUPT_ROUTINE EaselInterrupt;
DXGKDDI_DPC_ROUTINE EaselDpc;
DXGKDDI_CONTROLINTERRUPT EaselControlInterrupt;
DXGKDDI_GETSCANLINE EaselGetScanLine;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KMDDOD_INITIALIZATION_DATA easel = {0};

    easel.Version = DXGKDDI_INTERFACE_VERSION;
    easel.DxgkDdiAddDevice = EaselAddDevice;
    easel.DxgkDdiStartDevice = EaselStartDevice;
    easel.DxgkDdiStopDevice = EaselStopDevice;
    easel.DxgkDdiRemoveDevice = EaselRemoveDevice;
    easel.DxgkDdiUnload = EaselUnload;
    easel.DxgkDdiQueryAdapterInfo = EaselQueryAdapterInfo;
    easel.DxgkDdiPresentDisplayOnly = EaselPresent;
    easel.DxgkDdiControlInterrupt = EaselControlInterrupt;
    easel.DxgkDdiGetScanLine = EaselGetScanLine;
    easel.DxgkDdiDpcRoutine = EaselDpc;
    return DxgkInitializeDisplayOnlyDriver(DriverObject, RegistryPath, &easel); /* expect: kmdod-callbacks */
}
