#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID g_Setting;
static PVOID g_Registration;
static PCALLBACK_OBJECT g_PowerState;

static NTSTATUS OnSetting(LPCGUID Guid, PVOID Value, ULONG Length, PVOID Context)
{
    UNREFERENCED_PARAMETER(Guid);
    UNREFERENCED_PARAMETER(Value);
    UNREFERENCED_PARAMETER(Length);
    UNREFERENCED_PARAMETER(Context);
    return STATUS_SUCCESS;
}

static VOID OnPowerState(PVOID Context, PVOID First, PVOID Second)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(First);
    UNREFERENCED_PARAMETER(Second);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PoUnregisterPowerSettingCallback(g_Setting);
    ExUnregisterCallback(g_Registration);
    ObDereferenceObject(g_PowerState);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    RtlInitUnicodeString(&name, L"\\Callback\\PowerState");
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ExCreateCallback(&g_PowerState, &attributes, FALSE, TRUE);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    g_Registration = ExRegisterCallback(g_PowerState, OnPowerState, NULL);
    if (g_Registration == NULL) {
        ObDereferenceObject(g_PowerState);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = PoRegisterPowerSettingCallback(NULL, &GUID_CONSOLE_DISPLAY_STATE, OnSetting, NULL, &g_Setting);
    if (!NT_SUCCESS(status)) {
        ObDereferenceObject(g_PowerState);
        return status; /* expect: kernel-callbacks-registrations */
    }
    return STATUS_SUCCESS;
}
