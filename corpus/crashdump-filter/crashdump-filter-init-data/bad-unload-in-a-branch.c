#include <ntddk.h>
#include <ntdddump.h>

NTSTATUS GauzeStart(PFILTER_EXTENSION Extension);
NTSTATUS GauzeWrite(PFILTER_EXTENSION Extension, PLARGE_INTEGER Offset, PMDL Mdl);
NTSTATUS GauzeFinish(PFILTER_EXTENSION Extension);
NTSTATUS GauzeDone(PFILTER_EXTENSION Extension);

static PVOID GauzeBuffer;


NTSTATUS DriverEntry(PFILTER_EXTENSION Extension, PFILTER_INITIALIZATION_DATA Data)
{
    UNREFERENCED_PARAMETER(Extension);
    if (Data->MaxPagesPerWrite == 0) {
        return STATUS_INVALID_PARAMETER;
    }
    GauzeBuffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, (SIZE_T)Data->MaxPagesPerWrite * PAGE_SIZE, 'zuaG');
    if (GauzeBuffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Data->MajorVersion = DUMP_FILTER_MAJOR_VERSION_1;
    Data->MinorVersion = DUMP_FILTER_MINOR_VERSION;
    Data->Flags = DUMP_FILTER_CRITICAL;
    Data->DumpStart = GauzeStart;
    Data->DumpWrite = GauzeWrite;
    Data->DumpFinish = GauzeFinish;
    if (Data->MaxPagesPerWrite > 16) {
        Data->DumpUnload = GauzeDone;
    }
    return STATUS_SUCCESS; /* expect: crashdump-filter-init-data */
}
