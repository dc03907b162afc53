#include <ntddk.h>

/* A helper asks whether the system has a routine: it answers the same each time. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static LARGE_INTEGER g_Cookie;

static BOOLEAN HasRoutine(PCWSTR Name)
{
    UNICODE_STRING name;

    RtlInitUnicodeString(&name, Name);
    return MmGetSystemRoutineAddress(&name) != NULL;
}

static VOID OnProcess(HANDLE Parent, HANDLE ProcessId, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(Parent);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(Create);
}

static NTSTATUS OnRegistry(PVOID Context, PVOID Class, PVOID Information)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Class);
    UNREFERENCED_PARAMETER(Information);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (HasRoutine(L"PsSetLoadImageNotifyRoutineEx"))
        PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);
    CmUnRegisterCallback(g_Cookie);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    if (HasRoutine(L"PsSetLoadImageNotifyRoutineEx")) {
        status = PsSetCreateProcessNotifyRoutine(OnProcess, FALSE);
        if (!NT_SUCCESS(status))
            return status;
    }
    status = CmRegisterCallback(OnRegistry, NULL, &g_Cookie);
    if (!NT_SUCCESS(status)) {
        if (HasRoutine(L"PsSetLoadImageNotifyRoutineEx"))
            PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);
        return status;
    }
    return STATUS_SUCCESS;
}
