/* models: any-miniport stream-class */
#include <strmini.h>

VOID ReceivePacket(PHW_STREAM_REQUEST_BLOCK Srb);
VOID CancelPacket(PHW_STREAM_REQUEST_BLOCK Srb);
VOID TimeoutPacket(PHW_STREAM_REQUEST_BLOCK Srb);

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HW_INITIALIZATION_DATA data;

    RtlZeroMemory(&data, sizeof(data));
    data.HwInitializationDataSize = sizeof(data);
    data.HwReceivePacket = ReceivePacket;
    data.HwCancelPacket = CancelPacket;
    data.HwRequestTimeoutHandler = TimeoutPacket;
    return StreamClassRegisterMinidriver(DriverObject, RegistryPath, &data);
}
