/* entry.c: the dump stack calls this with an extension and a structure to fill in. */
#include "shroud.h"

SHROUD Shroud;

static VOID ShroudKey(PSHROUD shroud)
{
    ULONG i;

    for (i = 0; i < 8; i++)
        shroud->Key[i] = i * 0x9e3779b9u;
}

NTSTATUS DriverEntry(PFILTER_EXTENSION FilterExtension, PFILTER_INITIALIZATION_DATA InitData)
{
    if (FilterExtension->DumpType == DumpTypeHibernation && FilterExtension->DiskSize.QuadPart == 0)
        return STATUS_NOT_SUPPORTED;
    ShroudKey(&Shroud);
    InitData->MajorVersion = DUMP_FILTER_MAJOR_VERSION;
    InitData->MinorVersion = DUMP_FILTER_MINOR_VERSION;
    InitData->DumpStart = ShroudStart;
    InitData->DumpWrite = ShroudWrite;
    InitData->DumpRead = ShroudRead;
    InitData->DumpFinish = ShroudFinish;
    InitData->DumpUnload = ShroudUnload;
    InitData->DumpData = &Shroud;
    InitData->MaxPagesPerWrite = 1;
    InitData->Flags |= DUMP_FILTER_CRITICAL | DUMP_FILTER_FLAG_SYSTEM_SUPPORT_READ;
    return STATUS_SUCCESS;
}
/* verdict: crashdump-filter-init-data cdf-init-data satisfied */
/* verdict: crashdump-filter-init-data cdf-read-support satisfied */
