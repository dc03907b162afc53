/* The round that could not make a timer deletes one at its own index, too: there is none. */
#include <ntddk.h>

enum { MOST = 64 };

static PEX_TIMER Timers[MOST];
static ULONG Count;

DRIVER_UNLOAD Unload;
VOID Unload(PDRIVER_OBJECT DriverObject)
{
    ULONG i;

    UNREFERENCED_PARAMETER(DriverObject);
    for (i = 0; i < Count; i++)
        ExDeleteTimer(Timers[i], TRUE, TRUE, NULL);
}

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG wanted = KeQueryActiveProcessorCount(NULL);
    ULONG i, k;

    UNREFERENCED_PARAMETER(RegistryPath);
    if (wanted > MOST)
        return STATUS_NOT_SUPPORTED;
    for (i = 0; i < wanted; i++) {
        Timers[i] = ExAllocateTimer(NULL, NULL, 0);
        if (Timers[i] == NULL) {
            for (k = 0; k <= i; k++)
                ExDeleteTimer(Timers[k], TRUE, TRUE, NULL); /* expect: wdm-release-on-failure */
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        if (!NT_SUCCESS(RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Timers"))) {
            for (k = 0; k <= i; k++)
                ExDeleteTimer(Timers[k], TRUE, TRUE, NULL);
            return STATUS_UNSUCCESSFUL;
        }
    }
    Count = wanted;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
