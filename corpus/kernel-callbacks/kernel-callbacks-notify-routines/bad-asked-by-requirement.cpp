#include <ntddk.h>

/* A part that has nothing to undo has no routine for it: that is asked of its class, by another name. */
static VOID OnImage(PUNICODE_STRING Name, HANDLE ProcessId, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(Info);
}

struct Images {
    NTSTATUS Start() { return PsSetLoadImageNotifyRoutine(OnImage); } /* expect: kernel-callbacks-notify-routines */
    VOID Stop() { PsRemoveLoadImageNotifyRoutine(OnImage); }
};

struct Settings {
    NTSTATUS Start() { return STATUS_SUCCESS; }
};

template <class T> VOID StopOf(T &part)
{
    if constexpr (requires { part.Halt(); }) {
        part.Stop();
    }
}

static Settings g_Settings;
static Images g_Images;

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    StopOf(g_Images);
    StopOf(g_Settings);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = g_Settings.Start();
    if (!NT_SUCCESS(status)) {
        return status;
    }
    return g_Images.Start();
}
