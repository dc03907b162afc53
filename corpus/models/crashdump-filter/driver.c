/* models: crashdump-filter */
#include <ntddk.h>
#include <ntdddump.h>

typedef struct _VEIL_STATE {
    ULONG Key[8];
} VEIL_STATE;

NTSTATUS VeilStart(PFILTER_EXTENSION Extension);
NTSTATUS VeilWrite(PFILTER_EXTENSION Extension, PLARGE_INTEGER Offset, PMDL Mdl);
NTSTATUS VeilRead(PFILTER_EXTENSION Extension, PLARGE_INTEGER Offset, PMDL Mdl);
NTSTATUS VeilFinish(PFILTER_EXTENSION Extension);
NTSTATUS VeilUnload(PFILTER_EXTENSION Extension);

static VEIL_STATE Veil;

NTSTATUS DriverEntry(PFILTER_EXTENSION Extension, PFILTER_INITIALIZATION_DATA Data)
{
    UNREFERENCED_PARAMETER(Extension);
    Data->MajorVersion = DUMP_FILTER_MAJOR_VERSION;
    Data->MinorVersion = DUMP_FILTER_MINOR_VERSION;
    Data->DumpStart = VeilStart;
    Data->DumpWrite = VeilWrite;
    Data->DumpFinish = VeilFinish;
    Data->DumpUnload = VeilUnload;
    Data->DumpData = &Veil;
    Data->MaxPagesPerWrite = 16;
    Data->Flags = DUMP_FILTER_FLAG_SYSTEM_SUPPORT_READ;
    Data->DumpRead = VeilRead;
    return STATUS_SUCCESS;
}
