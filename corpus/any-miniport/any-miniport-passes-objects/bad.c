#include <storport.h>

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
    Data->TaggedQueuing = TRUE;
    Data->AutoRequestSense = TRUE;
    Data->MultipleRequestPerLu = TRUE;
}

static UNICODE_STRING g_Key;

ULONG DriverEntry(PVOID DriverObject, PVOID RegistryPath)
{
    HW_INITIALIZATION_DATA data;

    UNREFERENCED_PARAMETER(RegistryPath);
    Describe(&data);
    return StorPortInitialize(DriverObject, &g_Key, &data, NULL); /* expect: any-miniport-passes-objects */
}
