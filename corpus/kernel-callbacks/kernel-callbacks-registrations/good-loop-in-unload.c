#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static PVOID g_Power[2];
static KSPIN_LOCK g_Lock;
static NTSTATUS OnPower(LPCGUID g, PVOID v, ULONG n, PVOID c)
{
    UNREFERENCED_PARAMETER(g);
    UNREFERENCED_PARAMETER(v);
    UNREFERENCED_PARAMETER(n);
    UNREFERENCED_PARAMETER(c);
    return 0;
}

VOID Unload(PDRIVER_OBJECT d)
{
    ULONG i;
    UNREFERENCED_PARAMETER(d);
    for (i = 0; i < 2; i++)
        if (g_Power[i])
            PoUnregisterPowerSettingCallback(g_Power[i]);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    UNREFERENCED_PARAMETER(RegistryPath);
    KeInitializeSpinLock(&g_Lock);
    status = PoRegisterPowerSettingCallback(NULL, &GUID_ACDC_POWER_SOURCE, OnPower, NULL, &g_Power[0]);
    if (!NT_SUCCESS(status))
        return status;
    status = PoRegisterPowerSettingCallback(NULL, &GUID_MONITOR_POWER_ON, OnPower, NULL, &g_Power[1]);
    if (!NT_SUCCESS(status)) {
        PoUnregisterPowerSettingCallback(g_Power[0]);
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
