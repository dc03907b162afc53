#include <ntddk.h>
#include <ntdddump.h>

NTSTATUS GauzeStart(PFILTER_EXTENSION Extension);
NTSTATUS GauzeWrite(PFILTER_EXTENSION Extension, PLARGE_INTEGER Offset, PMDL Mdl);
NTSTATUS GauzeFinish(PFILTER_EXTENSION Extension);
NTSTATUS GauzeDone(PFILTER_EXTENSION Extension);

static PVOID GauzeBuffer;


/* The members are set in a structure of the driver's own, which is copied over what was given. */
NTSTATUS DriverEntry(PFILTER_EXTENSION Extension, PFILTER_INITIALIZATION_DATA Data)
{
    FILTER_INITIALIZATION_DATA mine = *Data;

    UNREFERENCED_PARAMETER(Extension);
    mine.MajorVersion = DUMP_FILTER_MAJOR_VERSION;
    mine.MinorVersion = DUMP_FILTER_MINOR_VERSION;
    mine.DumpStart = GauzeStart;
    mine.DumpWrite = GauzeWrite;
    mine.DumpFinish = GauzeFinish;
    mine.DumpUnload = GauzeDone;
    mine.Flags = 0;
    *Data = mine;
    return STATUS_SUCCESS;
}
