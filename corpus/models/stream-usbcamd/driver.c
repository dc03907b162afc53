/* models: any-miniport stream-usbcamd */
#include <strmini.h>
#include <usbcamdi.h>

VOID ReceivePacket(PHW_STREAM_REQUEST_BLOCK Srb);

ULONG DriverEntry(PVOID Context1, PVOID Context2)
{
    return USBCAMD_DriverEntry(Context1, Context2, 512, 64, ReceivePacket);
}
