// Modules are objects of classes, which an array leads to: the first one is never stopped when the driver goes.
#include <ntddk.h>

struct Module {
    virtual NTSTATUS Start() = 0;
    virtual void Stop() = 0;
};

class Images final : public Module {
  public:
    NTSTATUS Start() override
    {
        return PsSetLoadImageNotifyRoutine(OnImage); /* expect: kernel-callbacks-notify-routines */
    }
    void Stop() override
    {
        PsRemoveLoadImageNotifyRoutine(OnImage);
    }

  private:
    static VOID OnImage(PUNICODE_STRING, HANDLE, PIMAGE_INFO)
    {
    }
};

class Threads final : public Module {
  public:
    NTSTATUS Start() override
    {
        return PsSetCreateThreadNotifyRoutine(OnThread);
    }
    void Stop() override
    {
        PsRemoveCreateThreadNotifyRoutine(OnThread);
    }

  private:
    static VOID OnThread(HANDLE, HANDLE, BOOLEAN)
    {
    }
};

static Images g_images;
static Threads g_threads;
static Module *const g_modules[] = {&g_images, &g_threads};
static ULONG g_started;

static void StopAll()
{
    while (g_started > 0)
        g_modules[--g_started]->Stop();
}

static VOID Unload(PDRIVER_OBJECT)
{
    while (g_started > 1)
        g_modules[--g_started]->Stop();
}

extern "C" DRIVER_INITIALIZE DriverEntry;

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING)
{
    for (auto module : g_modules) {
        NTSTATUS status = module->Start();

        if (!NT_SUCCESS(status)) {
            StopAll();
            return status;
        }
        ++g_started;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
