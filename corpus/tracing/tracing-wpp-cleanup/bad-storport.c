/* verdict: tracing-wpp-cleanup sp-wpp-order violated */
#include <storport.h>
#include "bay.tmh"

typedef struct _BAY_EXTENSION {
    PVOID Registers;
    ULONG Slots;
} BAY_EXTENSION;

BOOLEAN BayInitialize(PVOID Extension)
{
    UNREFERENCED_PARAMETER(Extension);
    return TRUE;
}

BOOLEAN BayStartIo(PVOID Extension, PSCSI_REQUEST_BLOCK Srb)
{
    UNREFERENCED_PARAMETER(Extension);
    UNREFERENCED_PARAMETER(Srb);
    return TRUE;
}

ULONG BayFind(PVOID Extension, PVOID Context, PVOID Bus, PCHAR Arguments, PPORT_CONFIGURATION_INFORMATION Config, PBOOLEAN Again)
{
    UNREFERENCED_PARAMETER(Extension);
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Bus);
    UNREFERENCED_PARAMETER(Arguments);
    UNREFERENCED_PARAMETER(Config);
    *Again = FALSE;
    return SP_RETURN_FOUND;
}

BOOLEAN BayReset(PVOID Extension, ULONG PathId)
{
    UNREFERENCED_PARAMETER(Extension);
    UNREFERENCED_PARAMETER(PathId);
    return TRUE;
}

HW_INTERRUPT BayInterrupt;
HW_ADAPTER_CONTROL BayControl;

static VOID Describe(PHW_INITIALIZATION_DATA Data)
{
    RtlZeroMemory(Data, sizeof(*Data));
    Data->HwInitializationDataSize = sizeof(HW_INITIALIZATION_DATA);
    Data->AdapterInterfaceType = PCIBus;
    Data->HwInitialize = BayInitialize;
    Data->HwStartIo = BayStartIo;
    Data->HwFindAdapter = BayFind;
    Data->HwResetBus = BayReset;
    Data->DeviceExtensionSize = sizeof(BAY_EXTENSION);
    Data->NumberOfAccessRanges = 1;
    Data->HwInterrupt = BayInterrupt;
    Data->HwAdapterControl = BayControl;
    Data->NeedPhysicalAddresses = TRUE;
    Data->TaggedQueuing = TRUE;
    Data->AutoRequestSense = TRUE;
    Data->MultipleRequestPerLu = TRUE;
}

/* Tracing is started without a cleanup routine, and stays on where the storage port driver fails. */
ULONG DriverEntry(PVOID DriverObject, PVOID RegistryPath)
{
    HW_INITIALIZATION_DATA data;

    Describe(&data);
    WPP_INIT_TRACING(DriverObject, RegistryPath); /* expect: tracing-wpp-cleanup */
    return StorPortInitialize(DriverObject, RegistryPath, &data, NULL); /* expect: tracing-wpp-cleanup */
}
