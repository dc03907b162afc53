/* entry.c: registers once for each kind of bus, and returns the lowest status. */
#include "egret.h"

static VOID EgretDescribe(PHW_INITIALIZATION_DATA data)
{
    ULONG i;

    for (i = 0; i < sizeof(HW_INITIALIZATION_DATA); i++)
        ((PUCHAR)data)[i] = 0;
    data->HwInitializationDataSize = sizeof(HW_INITIALIZATION_DATA);
    data->HwInitialize = EgretInitialize;
    data->HwStartIo = EgretStartIo;
    data->HwInterrupt = EgretInterrupt;
    data->HwFindAdapter = EgretFindAdapter;
    data->HwResetBus = EgretResetBus;
    data->DeviceExtensionSize = sizeof(EGRET_ADAPTER);
    data->NumberOfAccessRanges = 1;
    data->NeedPhysicalAddresses = FALSE;
}

ULONG DriverEntry(PVOID DriverObject, PVOID Argument2)
{
    HW_INITIALIZATION_DATA data;
    EGRET_PROBE probe;
    ULONG isa, pci;

    EgretDescribe(&data);
    data.AdapterInterfaceType = Isa;
    probe.NextBase = 0x330;
    isa = ScsiPortInitialize(DriverObject, Argument2, &data, &probe);

    data.AdapterInterfaceType = PCIBus;
    data.VendorId = "104b";
    data.VendorIdLength = 4;
    data.DeviceId = "1040";
    data.DeviceIdLength = 4;
    pci = ScsiPortInitialize(DriverObject, Argument2, &data, &probe);
    return isa < pci ? isa : pci;
}
/* verdict: scsi-miniport-initialize scsi-init-call satisfied */
/* verdict: scsi-miniport-init-data scsi-hwinit-zero-size satisfied */
/* verdict: scsi-miniport-init-data scsi-pci-ids satisfied */
