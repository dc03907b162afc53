#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD BeaconUnload;

static VOID OnThread(HANDLE ProcessId, HANDLE ThreadId, BOOLEAN Create);

/* A static object whose members begin with initialisers. */
class Beacon {
    bool on_ = false;
    ULONG count_ = 0;

public:
    NTSTATUS Start()
    {
        return PsSetCreateThreadNotifyRoutine(OnThread);
    }
    void Stop()
    {
        if (on_) {
            PsRemoveCreateThreadNotifyRoutine(OnThread);
            on_ = false;
        }
    }
    void Count()
    {
        count_++;
        on_ = true;
    }
};

static Beacon g_Beacon;

static VOID OnThread(HANDLE ProcessId, HANDLE ThreadId, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(ThreadId);
    UNREFERENCED_PARAMETER(Create);
    g_Beacon.Count();
}

extern "C" VOID BeaconUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    g_Beacon.Stop();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = BeaconUnload;
    return g_Beacon.Start();
}
