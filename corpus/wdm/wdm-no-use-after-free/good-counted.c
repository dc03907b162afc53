/* Whoever has a reference may use the block: the routine that takes one back frees it behind the last one. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD MeterUnload;

typedef struct METER {
    LONG References;
    ULONG Users;
    ULONG Samples;
} METER;

static METER *g_Meter;

static VOID ReleaseMeter(METER *Meter)
{
    if (InterlockedDecrement(&Meter->References) == 0) {
        ExFreePoolWithTag(Meter, 'reteM');
    }
}

static VOID LeaveMeter(METER *Meter)
{
    if (--Meter->Users == 0) {
        ReleaseMeter(Meter);
    }
}

VOID MeterUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ReleaseMeter(g_Meter);
    g_Meter->Samples = 0;
    LeaveMeter(g_Meter);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Meter = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(METER), 'reteM');
    if (g_Meter == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Meter->References = 3;
    g_Meter->Users = 1;
    ReleaseMeter(g_Meter);
    g_Meter->Samples = 1;
    DriverObject->DriverUnload = MeterUnload;
    return STATUS_SUCCESS;
}
