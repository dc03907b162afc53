/* find.c: one base address after the other. */
#include "egret.h"

ULONG EgretFindAdapter(PVOID Extension, PVOID Context, PVOID Bus, PCHAR Arguments, PPORT_CONFIGURATION_INFORMATION Config,
                       PBOOLEAN Again)
{
    PEGRET_ADAPTER adapter = Extension;
    PEGRET_PROBE probe = Context;

    (void)Bus;
    (void)Arguments;
    *Again = FALSE;
    if (probe->NextBase > 0x338)
        return SP_RETURN_NOT_FOUND;
    adapter->IsPci = Config->AdapterInterfaceType == PCIBus;
    adapter->Base = ScsiPortGetDeviceBase(Extension, Config->AdapterInterfaceType, Config->SystemIoBusNumber,
                                          ScsiPortConvertUlongToPhysicalAddress(probe->NextBase), 4, TRUE);
    probe->NextBase += 4;
    if (adapter->Base == NULL)
        return SP_RETURN_ERROR;
    adapter->HostId = 7;
    *Again = TRUE;
    return SP_RETURN_FOUND;
}
