/* io.c: requests. */
#include "egret.h"

BOOLEAN EgretInitialize(PVOID Extension)
{
    PEGRET_ADAPTER adapter = Extension;

    ScsiPortWritePortUchar(adapter->Base, 0x80);
    return TRUE;
}

BOOLEAN EgretStartIo(PVOID Extension, PSCSI_REQUEST_BLOCK Srb)
{
    Srb->SrbStatus = SRB_STATUS_SELECTION_TIMEOUT;
    ScsiPortNotification(RequestComplete, Extension, Srb);
    ScsiPortNotification(NextRequest, Extension);
    return TRUE;
}

BOOLEAN EgretInterrupt(PVOID Extension)
{
    PEGRET_ADAPTER adapter = Extension;

    return ScsiPortReadPortUchar(adapter->Base) != 0;
}

BOOLEAN EgretResetBus(PVOID Extension, ULONG PathId)
{
    ScsiPortCompleteRequest(Extension, (UCHAR)PathId, 0xff, 0xff, SRB_STATUS_BUS_RESET);
    return TRUE;
}
