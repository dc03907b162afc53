/* What the callback's type and the segment are stands in a header that is not there. */
#include "precomp.h"
#include <TraceLoggingProvider.h>

TRACELOGGING_DEFINE_PROVIDER(Trace, "Harbor", (0x51a0f5ca, 0x3a7d, 0x4c0e, 0x9b, 0x0d, 0x70, 0x11, 0x5a, 0x62, 0x0e, 0x3c));

extern "C" DRIVER_INITIALIZE DriverEntry;
static SDPORT_CLEANUP HarborCleanup;
static SDPORT_GET_SLOT_COUNT HarborGetSlotCount;

_Use_decl_annotations_ static
void HARBOR_PAGED
HarborCleanup(
    SD_MINIPORT *Miniport)
{
    UNREFERENCED_PARAMETER(Miniport);
}

_Use_decl_annotations_ static
NTSTATUS HARBOR_PAGED
HarborGetSlotCount(
    SD_MINIPORT *Miniport,
    UCHAR *Count)
{
    UNREFERENCED_PARAMETER(Miniport);
    *Count = 1;
    return STATUS_SUCCESS;
}

_Use_decl_annotations_ extern "C"
NTSTATUS HARBOR_INIT
DriverEntry(
    DRIVER_OBJECT *DriverObject,
    UNICODE_STRING *RegistryPath)
{
    SDPORT_INITIALIZATION_DATA data;
    NTSTATUS status;

    TraceLoggingRegister(Trace); /* expect: kernel-callbacks-providers */
    memset(&data, 0, sizeof(data));
    data.StructureSize = sizeof(data);
    data.GetSlotCount = HarborGetSlotCount;
    data.Cleanup = HarborCleanup;
    status = SdPortInitialize(DriverObject, RegistryPath, &data);
    if (!NT_SUCCESS(status))
        TraceLoggingUnregister(Trace);
    return status;
}
