#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD MoleUnload;
NTSTATUS MoleInitialize(PVOID Context, ULONG ErrorSourceId);
VOID MoleUninitialize(PVOID Context);

static WHEA_ERROR_SOURCE_CONFIGURATION_DEVICE_DRIVER MoleConfig;
static PVOID MoleLog;
static ULONG MoleId;

VOID MoleUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    (VOID)WheaRemoveErrorSourceDeviceDriver(MoleId);
    ExFreePoolWithTag(MoleLog, 'eloM');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = MoleUnload;
    MoleConfig.Version = WHEA_ERROR_SOURCE_CONFIGURATION_DEVICE_DRIVER_VERSION;
    MoleConfig.Initialize = MoleInitialize;
    MoleConfig.Uninitialize = MoleUninitialize;
    status = WheaAddErrorSourceDeviceDriver(&MoleId, &MoleConfig, 4);
    if (!NT_SUCCESS(status))
        return status;
    MoleLog = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'eloM');
    if (MoleLog == NULL)
        return STATUS_NO_MEMORY; /* expect: whea-source-removed */
    return STATUS_SUCCESS;
}
