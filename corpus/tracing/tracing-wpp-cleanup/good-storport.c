/* not-applicable */
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

static PVOID g_TraceContext;

static VOID StopTracing(PVOID Context)
{
    WPP_CLEANUP(NULL, Context);
}

/* The storage port driver calls the cleanup routine that it is given here. */
ULONG DriverEntry(PVOID DriverObject, PVOID RegistryPath)
{
    STORAGE_TRACE_INIT_INFO trace;
    HW_INITIALIZATION_DATA data;

    Describe(&data);
    RtlZeroMemory(&trace, sizeof(trace));
    trace.Size = sizeof(STORAGE_TRACE_INIT_INFO);
    trace.DriverObject = DriverObject;
    trace.TraceCleanupRoutine = StopTracing;
    WPP_INIT_TRACING(DriverObject, RegistryPath, &trace);
    g_TraceContext = trace.TraceContext;
    return StorPortInitialize(DriverObject, RegistryPath, &data, NULL);
}
