#include <ntddk.h>

static PVOID g_PowerNotify, g_LidNotify;
static const GUID g_PowerSource = {0x5d3e9a59, 0xe9d5, 0x4b00, {0xa6, 0xbd, 0xff, 0x34, 0xff, 0x51, 0x65, 0x48}};
static const GUID g_LidSwitch = {0xba3e0f4d, 0xb817, 0x4094, {0xa2, 0xd1, 0xd5, 0x63, 0x79, 0xe6, 0xa0, 0xf3}};

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
POWER_SETTING_CALLBACK OnSetting;

NTSTATUS OnSetting(LPCGUID Guid, PVOID Value, ULONG Length, PVOID Context)
{
    UNREFERENCED_PARAMETER(Guid);
    UNREFERENCED_PARAMETER(Value);
    UNREFERENCED_PARAMETER(Length);
    UNREFERENCED_PARAMETER(Context);
    return STATUS_SUCCESS;
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PoUnregisterPowerSettingCallback(g_LidNotify);
    PoUnregisterPowerSettingCallback(g_PowerNotify);
}

/* The second registration failed, and it is the second one that is undone. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = PoRegisterPowerSettingCallback(NULL, &g_PowerSource, OnSetting, NULL, &g_PowerNotify);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = PoRegisterPowerSettingCallback(NULL, &g_LidSwitch, OnSetting, NULL, &g_LidNotify);
    if (!NT_SUCCESS(status)) {
        PoUnregisterPowerSettingCallback(g_LidNotify); /* expect: wdm-release-on-failure */
        return status; /* expect: kernel-callbacks-registrations */
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
