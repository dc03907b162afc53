#include <miniport.h>
#include <scsi.h>

typedef struct _STORK_ADAPTER {
    ULONG Port;
} STORK_ADAPTER;

BOOLEAN StorkInitialize(PVOID Adapter);
BOOLEAN StorkStartIo(PVOID Adapter, PSCSI_REQUEST_BLOCK Srb);
BOOLEAN StorkInterrupt(PVOID Adapter);
ULONG StorkFind(PVOID Adapter, PVOID Context, PVOID Bus, PCHAR Arguments, PPORT_CONFIGURATION_INFORMATION Config,
                PBOOLEAN Again);
BOOLEAN StorkReset(PVOID Adapter, ULONG PathId);
SCSI_ADAPTER_CONTROL_STATUS StorkControl(PVOID Adapter, SCSI_ADAPTER_CONTROL_TYPE Type, PVOID Parameters);

static ULONG StorkRegister(PVOID DriverObject, PVOID Argument2)
{
    HW_INITIALIZATION_DATA stork = {0};

    stork.HwInitializationDataSize = sizeof(stork);
    stork.AdapterInterfaceType = PCIBus;
    stork.HwInitialize = StorkInitialize;
    stork.HwStartIo = StorkStartIo;
    stork.HwInterrupt = StorkInterrupt;
    stork.HwFindAdapter = StorkFind;
    stork.HwResetBus = StorkReset;
    stork.HwAdapterControl = StorkControl;
    stork.DeviceExtensionSize = sizeof(STORK_ADAPTER);
    stork.NumberOfAccessRanges = 1;
    return ScsiPortInitialize(DriverObject, Argument2, &stork, NULL);
}

static PDRIVER_UNLOAD StorkPortUnload;

static VOID StorkUnload(PDRIVER_OBJECT DriverObject)
{
    DbgPrint("stork: leaves\n");
    if (StorkPortUnload != NULL)
        StorkPortUnload(DriverObject);
}

/* DriverUnload is no dispatch entry point: it is saved after the registration, and chained to. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG status = StorkRegister(DriverObject, RegistryPath);

    if (status == STATUS_SUCCESS) {
        StorkPortUnload = DriverObject->DriverUnload;
        DriverObject->DriverUnload = StorkUnload;
    }
    return status;
}
