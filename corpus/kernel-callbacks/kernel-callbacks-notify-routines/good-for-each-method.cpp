#include <ntddk.h>
#include <algorithm>

/* Hooks in a table; what undoes them is a method, for each of them. */
static VOID OnFirst(PUNICODE_STRING Name, HANDLE ProcessId, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(Info);
}

static VOID OnSecond(PUNICODE_STRING Name, HANDLE ProcessId, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(Info);
}

struct Hook {
    PLOAD_IMAGE_NOTIFY_ROUTINE Routine;
    bool IsSet;
    NTSTATUS Set()
    {
        NTSTATUS status = PsSetLoadImageNotifyRoutine(Routine);

        IsSet = NT_SUCCESS(status);
        return status;
    }
    VOID Undo()
    {
        if (IsSet) {
            PsRemoveLoadImageNotifyRoutine(Routine);
        }
        IsSet = false;
    }
};

static Hook g_Hooks[] = {{OnFirst, false}, {OnSecond, false}};

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID UndoAll()
{
    std::ranges::for_each(g_Hooks, &Hook::Undo);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UndoAll();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    for (Hook &hook : g_Hooks) {
        NTSTATUS status = hook.Set();

        if (!NT_SUCCESS(status)) {
            UndoAll();
            return status;
        }
    }
    return STATUS_SUCCESS;
}
