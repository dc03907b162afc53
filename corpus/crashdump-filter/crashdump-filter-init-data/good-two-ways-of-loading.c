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

DRIVER_DISPATCH VeilPass;
DRIVER_ADD_DEVICE VeilAdd;
DRIVER_UNLOAD VeilDriverUnload;

static VOID VeilFillIn(PFILTER_INITIALIZATION_DATA Data)
{
    Data->MajorVersion = DUMP_FILTER_MAJOR_VERSION;
    Data->MinorVersion = DUMP_FILTER_MINOR_VERSION;
    Data->DumpStart = VeilStart;
    Data->DumpWrite = VeilWrite;
    Data->DumpFinish = VeilFinish;
    Data->DumpUnload = VeilUnload;
    Data->DumpData = &Veil;
    Data->MaxPagesPerWrite = 16;
    Data->Flags = 0;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG i;

    if (KeGetCurrentIrql() > DISPATCH_LEVEL) {
        VeilFillIn((PFILTER_INITIALIZATION_DATA)RegistryPath);
        return STATUS_SUCCESS;
    }
    for (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++)
        DriverObject->MajorFunction[i] = VeilPass;
    DriverObject->DriverExtension->AddDevice = VeilAdd;
    DriverObject->DriverUnload = VeilDriverUnload;
    return STATUS_SUCCESS;
}
