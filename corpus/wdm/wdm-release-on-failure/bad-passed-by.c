/* Whether images are watched is a setting, and the label does not ask: where it is off, a block is freed that is null,
 * and a routine is removed that was never registered. */
#include <ntddk.h>

#define WATCH_TAG 'hctW'

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD WatchUnload;

static PVOID Names;

static VOID OnImage(PUNICODE_STRING Name, HANDLE ProcessId, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(Info);
}

static VOID StopWatching(VOID)
{
    (void)PsRemoveLoadImageNotifyRoutine(OnImage); /* expect: wdm-release-on-failure */
    ExFreePoolWithTag(Names, WATCH_TAG);           /* expect: wdm-release-on-failure */
}

VOID WatchUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Names != NULL)
        StopWatching();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    if (RegistryPath->Length > 64) {
        Names = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, WATCH_TAG);
        if (Names == NULL)
            return STATUS_INSUFFICIENT_RESOURCES;
        status = PsSetLoadImageNotifyRoutine(OnImage);
        if (!NT_SUCCESS(status)) {
            ExFreePoolWithTag(Names, WATCH_TAG);
            return status;
        }
    }
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Watch\\Parameters");
    if (!NT_SUCCESS(status))
        goto Fail;
    DriverObject->DriverUnload = WatchUnload;
    return STATUS_SUCCESS;
Fail:
    StopWatching();
    return status;
}
