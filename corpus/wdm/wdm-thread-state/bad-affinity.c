/* The thread goes on where the last processor was asked, unless there is only one. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static ULONG64 Features[64];

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static NTSTATUS ReadEach(ULONG Count)
{
    GROUP_AFFINITY one = {0}, before;
    ULONG i;

    if (Count > RTL_NUMBER_OF(Features))
        return STATUS_NOT_SUPPORTED;
    one.Mask = 1;
    KeSetSystemGroupAffinityThread(&one, &before);
    for (i = 1; i < Count; i++) {
        one.Mask = (KAFFINITY)1 << i;
        KeSetSystemGroupAffinityThread(&one, NULL);
        Features[i] = ReadTimeStampCounter();
    }
    if (Count == 1)
        KeRevertToUserGroupAffinityThread(&before);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return ReadEach(KeQueryActiveProcessorCount(NULL)); /* expect: wdm-thread-state */
}
