#include <ntddk.h>

/* Whether the system has one routine is asked first, and whether it has another one then. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static LARGE_INTEGER g_Cookie;

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
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"PsSetLoadImageNotifyRoutineEx");

    UNREFERENCED_PARAMETER(DriverObject);
    if (MmGetSystemRoutineAddress(&name) != NULL)
        PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);
    CmUnRegisterCallback(g_Cookie);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    UNICODE_STRING name;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    RtlInitUnicodeString(&name, L"PsSetLoadImageNotifyRoutineEx");
    if (MmGetSystemRoutineAddress(&name) != NULL) {
        status = PsSetCreateProcessNotifyRoutine(OnProcess, FALSE);
        if (!NT_SUCCESS(status))
            return status;
    }
    status = CmRegisterCallback(OnRegistry, NULL, &g_Cookie);
    if (!NT_SUCCESS(status)) {
        RtlInitUnicodeString(&name, L"PsSetLoadImageNotifyRoutine");
        if (MmGetSystemRoutineAddress(&name) != NULL)
            PsSetCreateProcessNotifyRoutine(OnProcess, TRUE); /* expect: wdm-release-on-failure */
        return status; /* expect: kernel-callbacks-process-notify */
    }
    return STATUS_SUCCESS;
}
