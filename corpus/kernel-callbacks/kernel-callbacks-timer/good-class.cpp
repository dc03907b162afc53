#include <ntddk.h>

class Ticker
{
  public:
    void Start()
    {
        KeInitializeTimerEx(&m_timer, SynchronizationTimer);
        KeInitializeDpc(&m_dpc, Tick, this);
        LARGE_INTEGER due;
        due.QuadPart = -10000000;
        KeSetTimerEx(&m_timer, due, 1000, &m_dpc);
    }
    void Stop()
    {
        KeCancelTimer(&m_timer);
        KeFlushQueuedDpcs();
    }

  private:
    static void Tick(PKDPC, PVOID, PVOID, PVOID)
    {
    }
    KTIMER m_timer;
    KDPC m_dpc;
};
static Ticker g_ticker;
static PVOID g_mem;
extern "C" DRIVER_INITIALIZE DriverEntry;
static void Unload(PDRIVER_OBJECT)
{
    g_ticker.Stop();
    ExFreePool(g_mem);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING)
{
    g_ticker.Start();
    g_mem = ExAllocatePool2(POOL_FLAG_PAGED, 100, 'x');
    if (!g_mem) {
        g_ticker.Stop();
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    driver->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
