/* The callback meets the lock through a method and a reference. */
#include <ntddk.h>

class Cache {
  public:
    void Initialise()
    {
        ExInitializeFastMutex(&m_lock);
        m_hits = 0;
    }
    void Hit()
    {
        ExAcquireFastMutex(&m_lock);
        m_hits++;
        ExReleaseFastMutex(&m_lock);
    }

  private:
    FAST_MUTEX m_lock;
    ULONG m_hits;
};

static Cache g_cache;

static void OnThread(HANDLE, HANDLE, BOOLEAN)
{
    auto &cache = g_cache;

    cache.Hit();
}

static void Unload(PDRIVER_OBJECT)
{
    PsRemoveCreateThreadNotifyRoutine(OnThread);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING)
{
    DriverObject->DriverUnload = Unload;
    g_cache.Initialise();
    NTSTATUS status = PsSetCreateThreadNotifyRoutine(OnThread);
    if (!NT_SUCCESS(status))
        return status;
    return STATUS_SUCCESS;
}
