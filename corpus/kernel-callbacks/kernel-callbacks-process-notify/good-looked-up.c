/* The routine is looked up by its name, with a helper, and called through a pointer. */
#include <ntddk.h>

typedef NTSTATUS(NTAPI *PFN_WATCH)(PCREATE_PROCESS_NOTIFY_ROUTINE_EX Routine, BOOLEAN Remove);

static PFN_WATCH Watch;

static VOID OnProcess(PEPROCESS Process, HANDLE Id, PPS_CREATE_NOTIFY_INFO Info)
{
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Id);
    UNREFERENCED_PARAMETER(Info);
}

static PVOID LookUp(PCWSTR Name)
{
    UNICODE_STRING name;

    RtlInitUnicodeString(&name, Name);
    return MmGetSystemRoutineAddress(&name);
}

static VOID WatchUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Watch(OnProcess, TRUE);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    Watch = (PFN_WATCH)(ULONG_PTR)LookUp(L"PsSetCreateProcessNotifyRoutineEx");
    if (Watch == NULL)
        return STATUS_NOT_SUPPORTED;
    DriverObject->DriverUnload = WatchUnload;
    return Watch(OnProcess, FALSE);
}
