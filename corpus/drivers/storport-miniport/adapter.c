/* adapter.c: finds the adapter and starts it. */
#include "raven.h"

ULONG RavenFindAdapter(PVOID DeviceExtension, PVOID HwContext, PVOID BusInformation, PCHAR ArgumentString,
                       PPORT_CONFIGURATION_INFORMATION ConfigInfo, PBOOLEAN Again)
{
    PRAVEN_ADAPTER adapter = DeviceExtension;

    (void)HwContext;
    (void)BusInformation;
    (void)ArgumentString;
    *Again = FALSE;
    adapter->IsDumping = RavenDumping;
    ConfigInfo->NumberOfBuses = 1;
    ConfigInfo->MaximumNumberOfTargets = 8;
    ConfigInfo->MaximumTransferLength = 64 * 1024;
    ConfigInfo->ScatterGather = TRUE;
    return SP_RETURN_FOUND;
}

BOOLEAN RavenInitialize(PVOID DeviceExtension)
{
    PRAVEN_ADAPTER adapter = DeviceExtension;

    adapter->NextTag = 0;
    adapter->InFlight = 0;
    return TRUE;
}

SCSI_ADAPTER_CONTROL_STATUS RavenAdapterControl(PVOID DeviceExtension, SCSI_ADAPTER_CONTROL_TYPE ControlType,
                                                PVOID Parameters)
{
    (void)DeviceExtension;
    (void)ControlType;
    (void)Parameters;
    return ScsiAdapterControlSuccess;
}

BOOLEAN RavenResetBus(PVOID DeviceExtension, ULONG PathId)
{
    PRAVEN_ADAPTER adapter = DeviceExtension;

    adapter->InFlight = 0;
    StorPortCompleteRequest(DeviceExtension, (UCHAR)PathId, 0xff, 0xff, SRB_STATUS_BUS_RESET);
    return TRUE;
}
