#include <ntddk.h>
#include <strmini.h>

DRIVER_INITIALIZE DriverEntry;
VOID TroutReceive(PHW_STREAM_REQUEST_BLOCK Srb);
VOID TroutCancel(PHW_STREAM_REQUEST_BLOCK Srb);
VOID TroutTimeout(PHW_STREAM_REQUEST_BLOCK Srb);

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HW_INITIALIZATION_DATA trout;

    if (RegistryPath->Length == 0)
        return STATUS_SUCCESS; /* expect: stream-class-register */
    RtlZeroMemory(&trout, sizeof(trout));
    trout.HwInitializationDataSize = sizeof(trout);
    trout.HwReceivePacket = TroutReceive;
    trout.HwCancelPacket = TroutCancel;
    trout.HwRequestTimeoutHandler = TroutTimeout;
    trout.DeviceExtensionSize = 256;
    return StreamClassRegisterMinidriver(DriverObject, RegistryPath, &trout);
}
