/* Does its work while loading and never stays: the failure is meant. */
#include <fltKernel.h>

DRIVER_INITIALIZE DriverEntry;

static PFLT_FILTER Filter;

static NTSTATUS NeverUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltUnregisterFilter(Filter);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION Registration = {
    sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, NULL, NeverUnload,
};

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PFLT_VOLUME volumes[8];
    ULONG count = 0;
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    if (NT_SUCCESS(FltRegisterFilter(DriverObject, &Registration, &Filter))) {
        if (NT_SUCCESS(FltEnumerateVolumes(Filter, volumes, RTL_NUMBER_OF(volumes), &count))) {
            for (i = 0; i < count; i++)
                FltObjectDereference(volumes[i]);
        }
        DbgPrint("volumes: %lu\n", count);
        FltUnregisterFilter(Filter);
    }
    return STATUS_UNSUCCESSFUL;
}
