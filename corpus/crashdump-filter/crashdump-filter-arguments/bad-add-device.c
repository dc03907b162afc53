#include <ntddk.h>
#include <ntdddump.h>

NTSTATUS GauzeStart(PFILTER_EXTENSION Extension);
NTSTATUS GauzeWrite(PFILTER_EXTENSION Extension, PLARGE_INTEGER Offset, PMDL Mdl);
NTSTATUS GauzeFinish(PFILTER_EXTENSION Extension);
NTSTATUS GauzeDone(PFILTER_EXTENSION Extension);

static PVOID GauzeBuffer;
DRIVER_ADD_DEVICE GauzeAdd;

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PFILTER_INITIALIZATION_DATA data = (PFILTER_INITIALIZATION_DATA)RegistryPath;

    data->MajorVersion = DUMP_FILTER_MAJOR_VERSION;
    data->MinorVersion = DUMP_FILTER_MINOR_VERSION;
    data->DumpStart = GauzeStart;
    data->DumpWrite = GauzeWrite;
    data->DumpFinish = GauzeFinish;
    data->DumpUnload = GauzeDone;
    DriverObject->DriverExtension->AddDevice = GauzeAdd; /* expect: crashdump-filter-arguments */
    return STATUS_SUCCESS;
}
