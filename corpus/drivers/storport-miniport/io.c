/* io.c: requests. */
#include "raven.h"

BOOLEAN RavenBuildIo(PVOID DeviceExtension, PSCSI_REQUEST_BLOCK Srb)
{
    PRAVEN_REQUEST request = Srb->SrbExtension;

    (void)DeviceExtension;
    request->Srb = Srb;
    return TRUE;
}

BOOLEAN RavenStartIo(PVOID DeviceExtension, PSCSI_REQUEST_BLOCK Srb)
{
    PRAVEN_ADAPTER adapter = DeviceExtension;
    PRAVEN_REQUEST request = Srb->SrbExtension;

    if (adapter->InFlight == RAVEN_DEPTH) {
        Srb->SrbStatus = SRB_STATUS_BUSY;
        StorPortNotification(RequestComplete, DeviceExtension, Srb);
        return TRUE;
    }
    request->Tag = adapter->NextTag++;
    adapter->InFlight++;
    return TRUE;
}

BOOLEAN RavenInterrupt(PVOID DeviceExtension)
{
    PRAVEN_ADAPTER adapter = DeviceExtension;

    if (adapter->InFlight == 0)
        return FALSE;
    adapter->InFlight--;
    return TRUE;
}
