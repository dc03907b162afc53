/* A registration that fails leaves its slot alone, and those before it are taken back. */
#include <ntddk.h>

enum { COUNT = 3 };

extern const GUID Settings[COUNT];
static PVOID Row[COUNT];

static NTSTATUS OnSetting(LPCGUID Setting, PVOID Value, ULONG Length, PVOID Context)
{
    UNREFERENCED_PARAMETER(Setting);
    UNREFERENCED_PARAMETER(Value);
    UNREFERENCED_PARAMETER(Length);
    UNREFERENCED_PARAMETER(Context);
    return STATUS_SUCCESS;
}

DRIVER_UNLOAD Unload;
VOID Unload(PDRIVER_OBJECT DriverObject)
{
    ULONG i;

    UNREFERENCED_PARAMETER(DriverObject);
    for (i = 0; i < COUNT; i++)
        PoUnregisterPowerSettingCallback(Row[i]);
}

DRIVER_INITIALIZE DriverEntry;
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    ULONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i < COUNT; i++) {
        status = PoRegisterPowerSettingCallback(NULL, &Settings[i], OnSetting, NULL, &Row[i]);
        if (!NT_SUCCESS(status))
            goto Fail;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;

Fail:
    while (i-- > 0)
        PoUnregisterPowerSettingCallback(Row[i]);
    return status;
}
