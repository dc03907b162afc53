/* A part of the object tells the class where it is, for a routine that is given no context: that is no list. */
#include <ntddk.h>

void *operator new(size_t size, POOL_FLAGS flags, ULONG tag) noexcept
{
    return ExAllocatePool2(flags, size, tag);
}

void operator delete(void *block)
{
    ExFreePool(block);
}

void operator delete(void *block, size_t)
{
    ExFreePool(block);
}

class ImageWatch {
  public:
    NTSTATUS Start()
    {
        s_self = this;
        NTSTATUS status = PsSetLoadImageNotifyRoutine(OnImage);
        m_isOn = NT_SUCCESS(status);
        return status;
    }

    ~ImageWatch()
    {
        if (m_isOn)
            PsRemoveLoadImageNotifyRoutine(OnImage);
    }

  private:
    static void OnImage(PUNICODE_STRING, HANDLE, PIMAGE_INFO)
    {
        s_self->m_count++;
    }

    static ImageWatch *s_self;
    bool m_isOn = false;
    ULONG m_count = 0;
};

ImageWatch *ImageWatch::s_self;

class Core {
  public:
    NTSTATUS Begin()
    {
        return m_watch.Start();
    }

  private:
    ImageWatch m_watch;
};

static Core *g_core;

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD Unload;

extern "C" void Unload(PDRIVER_OBJECT)
{
    delete g_core;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING)
{
    Core *core = new (POOL_FLAG_NON_PAGED, 'eroC') Core;
    if (!core)
        return STATUS_INSUFFICIENT_RESOURCES;
    NTSTATUS status = core->Begin();
    if (!NT_SUCCESS(status)) {
        delete core;
        return status;
    }
    g_core = core;
    driver->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
