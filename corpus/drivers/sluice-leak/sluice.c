#include <fltKernel.h>

/* A minifilter that draws create parameters from a list of its own, and looks at the system's volume while it
 * starts: what it is given for that it keeps, and the list too. */
static PFLT_FILTER g_Filter;
static PAGED_LOOKASIDE_LIST g_Parameters;
static const UNICODE_STRING g_VolumeName = RTL_CONSTANT_STRING(L"\\Device\\HarddiskVolume1");

DRIVER_INITIALIZE DriverEntry;

static NTSTATUS SluiceUnload(FLT_FILTER_UNLOAD_FLAGS Flags)
{
    UNREFERENCED_PARAMETER(Flags);
    FltDeleteExtraCreateParameterLookasideList(g_Filter, &g_Parameters, 0);
    FltUnregisterFilter(g_Filter);
    return STATUS_SUCCESS;
}

static const FLT_REGISTRATION g_Registration = {
    .Size = sizeof(FLT_REGISTRATION),
    .Version = FLT_REGISTRATION_VERSION,
    .FilterUnloadCallback = SluiceUnload,
};

static NTSTATUS AskInstance(PFLT_INSTANCE Instance)
{
    HANDLE handle;
    PFILE_OBJECT file;
    FILE_FS_SIZE_INFORMATION size;
    IO_STATUS_BLOCK block;
    NTSTATUS status;

    status = FltOpenVolume(Instance, &handle, &file); /* expect: wdm-unload-releases */
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = FltQueryVolumeInformation(Instance, &block, &size, sizeof(size), FileFsSizeInformation);
    return status;
}

static NTSTATUS AskDisk(PFLT_VOLUME Volume)
{
    PDEVICE_OBJECT disk;
    NTSTATUS status;

    status = FltGetDiskDeviceObject(Volume, &disk); /* expect: wdm-unload-releases */
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = disk->Characteristics & FILE_REMOVABLE_MEDIA ? STATUS_NOT_SUPPORTED : STATUS_SUCCESS;
    return status;
}

static NTSTATUS AskVolume(VOID)
{
    PFLT_VOLUME volume;
    PFLT_INSTANCE top;
    NTSTATUS status;

    status = FltGetVolumeFromName(g_Filter, &g_VolumeName, &volume);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = AskDisk(volume);
    if (NT_SUCCESS(status)) {
        status = FltGetTopInstance(volume, &top); /* expect: wdm-unload-releases */
    }
    if (NT_SUCCESS(status)) {
        status = AskInstance(top);
    }
    FltObjectDereference(volume);
    return status;
}

static NTSTATUS Attach(VOID)
{
    PFLT_VOLUME volume;
    NTSTATUS status;

    status = FltGetVolumeFromName(g_Filter, &g_VolumeName, &volume);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = FltAttachVolume(g_Filter, volume, NULL, NULL);
    FltObjectDereference(volume);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = FltRegisterFilter(DriverObject, &g_Registration, &g_Filter);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    FltInitExtraCreateParameterLookasideList(g_Filter, &g_Parameters, 0, 64, 'iulS');
    status = AskVolume();
    if (NT_SUCCESS(status)) {
        status = FltStartFiltering(g_Filter);
    }
    if (NT_SUCCESS(status)) {
        status = Attach();
    }
    if (!NT_SUCCESS(status)) {
        FltUnregisterFilter(g_Filter);
    }
    return status; /* expect: wdm-release-on-failure, wdm-release-on-failure, wdm-release-on-failure, wdm-release-on-failure */
}
