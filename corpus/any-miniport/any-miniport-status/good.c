#include <ntddk.h>
#include <strmini.h>

DRIVER_INITIALIZE DriverEntry;
VOID PerchReceive(PHW_STREAM_REQUEST_BLOCK Srb);
VOID PerchCancel(PHW_STREAM_REQUEST_BLOCK Srb);
VOID PerchTimeout(PHW_STREAM_REQUEST_BLOCK Srb);

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HW_INITIALIZATION_DATA perch;

    RtlZeroMemory(&perch, sizeof(perch));
    perch.HwInitializationDataSize = sizeof(perch);
    perch.HwReceivePacket = PerchReceive;
    perch.HwCancelPacket = PerchCancel;
    perch.HwRequestTimeoutHandler = PerchTimeout;
    perch.DeviceExtensionSize = 256;
    return StreamClassRegisterMinidriver(DriverObject, RegistryPath, &perch);
}
