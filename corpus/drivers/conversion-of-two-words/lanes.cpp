/* `u16(x)`, where that is `unsigned short(x)`, is no expression of the language; the compiler of the WDK takes it. All
 * is understood, also that one way leaves the block. */
/* verdict: wdm-failure-propagated de-return-failure-propagates satisfied */
#include <ntddk.h>

#define u16 unsigned short
#define u32 unsigned int

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID g_Lanes;
static ULONG g_Count;

static NTSTATUS SetLane(u16 Vector)
{
    return Vector > 512 ? STATUS_INVALID_PARAMETER : STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Lanes, 'enaL');
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Count = KeQueryActiveProcessorCountEx(ALL_PROCESSOR_GROUPS);
    g_Lanes = ExAllocatePool2(POOL_FLAG_NON_PAGED, u32(g_Count) * 64, 'enaL');
    if (!g_Lanes)
        return STATUS_INSUFFICIENT_RESOURCES;
    for (ULONG i = 0; i < g_Count && NT_SUCCESS(status); i++) {
        u16 vector = 2 * u16(i);

        status = SetLane(vector);
    }
    if (!NT_SUCCESS(status))
        return status; /* expect: wdm-release-on-failure */
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
