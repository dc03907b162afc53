#include <ntddk.h>

/* A helper asks the system for its version: it answers the same each time. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static LARGE_INTEGER g_Cookie;

static BOOLEAN IsAtLeast(ULONG Major, ULONG Minor)
{
    RTL_OSVERSIONINFOW version = {sizeof(version)};

    if (!NT_SUCCESS(RtlGetVersion(&version)))
        return FALSE;
    return version.dwMajorVersion > Major || (version.dwMajorVersion == Major && version.dwMinorVersion >= Minor);
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
    if (IsAtLeast(6, 2))
        PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);
    CmUnRegisterCallback(g_Cookie);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    if (IsAtLeast(6, 2)) {
        status = PsSetCreateProcessNotifyRoutine(OnProcess, FALSE);
        if (!NT_SUCCESS(status))
            return status;
    }
    status = CmRegisterCallback(OnRegistry, NULL, &g_Cookie);
    if (!NT_SUCCESS(status)) {
        if (IsAtLeast(6, 2))
            PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);
        return status;
    }
    return STATUS_SUCCESS;
}
