#include <ntddk.h>
#include <strmini.h>
#include <usbcamdi.h>

DRIVER_INITIALIZE DriverEntry;
VOID OwlReceive(PHW_STREAM_REQUEST_BLOCK Srb);

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HW_INITIALIZATION_DATA owl = {0};
    NTSTATUS status;

    owl.HwInitializationDataSize = sizeof(owl);
    owl.HwReceivePacket = OwlReceive;
    owl.HwCancelPacket = OwlReceive;
    owl.HwRequestTimeoutHandler = OwlReceive;
    status = USBCAMD_DriverEntry(DriverObject, RegistryPath, 512, 128, OwlReceive);
    if (!NT_SUCCESS(status))
        return status;
    return StreamClassRegisterMinidriver(DriverObject, RegistryPath, &owl); /* expect: stream-usbcamd-initialize */
}
