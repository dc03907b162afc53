/* adapter.c: the adapter that is not there. */
#include "wisp.h"

ULONG WispFindAdapter(PVOID DeviceExtension, PVOID HwContext, PVOID BusInformation, PVOID LowerDevice,
                      PCHAR ArgumentString, PPORT_CONFIGURATION_INFORMATION ConfigInfo, PBOOLEAN Again)
{
    PWISP_ADAPTER adapter = DeviceExtension;

    (void)HwContext;
    (void)BusInformation;
    (void)LowerDevice;
    (void)ArgumentString;
    *Again = FALSE;
    adapter->Disks = 1;
    ConfigInfo->VirtualDevice = TRUE;
    ConfigInfo->NumberOfBuses = 1;
    return SP_RETURN_FOUND;
}

BOOLEAN WispInitialize(PVOID DeviceExtension)
{
    return ((PWISP_ADAPTER)DeviceExtension)->Disks != 0;
}

BOOLEAN WispStartIo(PVOID DeviceExtension, PSCSI_REQUEST_BLOCK Srb)
{
    Srb->SrbStatus = SRB_STATUS_SUCCESS;
    StorPortNotification(RequestComplete, DeviceExtension, Srb);
    return TRUE;
}

BOOLEAN WispResetBus(PVOID DeviceExtension, ULONG PathId)
{
    (void)DeviceExtension;
    (void)PathId;
    return TRUE;
}

SCSI_ADAPTER_CONTROL_STATUS WispAdapterControl(PVOID DeviceExtension, SCSI_ADAPTER_CONTROL_TYPE ControlType,
                                               PVOID Parameters)
{
    (void)DeviceExtension;
    (void)ControlType;
    (void)Parameters;
    return ScsiAdapterControlSuccess;
}

VOID WispFreeAdapter(PVOID DeviceExtension)
{
    ((PWISP_ADAPTER)DeviceExtension)->Disks = 0;
}

VOID WispService(PVOID DeviceExtension, PVOID Irp)
{
    ((PWISP_ADAPTER)DeviceExtension)->Service = Irp;
}

VOID WispServiceDone(PVOID DeviceExtension)
{
    PWISP_ADAPTER adapter = DeviceExtension;

    if (adapter->Service)
        StorPortCompleteServiceIrp(DeviceExtension, adapter->Service);
    adapter->Service = NULL;
}
