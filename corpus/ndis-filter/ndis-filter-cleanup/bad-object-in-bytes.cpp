extern "C" {
#include <ndis.h>
}

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD SampleUnload;
static FILTER_ATTACH SampleAttach;
static FILTER_DETACH SampleDetach;
static FILTER_RESTART SampleRestart;
static FILTER_PAUSE SamplePause;

inline void *operator new(size_t, void *where) noexcept
{
    return where;
}

/* The object is made in an array of bytes. */
class Module {
    NDIS_HANDLE m_filter = nullptr;

public:
    NDIS_STATUS Register(PDRIVER_OBJECT driver)
    {
        NDIS_FILTER_DRIVER_CHARACTERISTICS filter{};

        filter.Header.Type = NDIS_OBJECT_TYPE_FILTER_DRIVER_CHARACTERISTICS;
        filter.Header.Revision = NDIS_FILTER_CHARACTERISTICS_REVISION_2;
        filter.Header.Size = NDIS_SIZEOF_FILTER_DRIVER_CHARACTERISTICS_REVISION_2;
        filter.MajorNdisVersion = 6;
        filter.MinorNdisVersion = 30;
        RtlInitUnicodeString(&filter.FriendlyName, L"Sample filter");
        RtlInitUnicodeString(&filter.UniqueName, L"{1f0c1e52-6a0b-4a3c-8a6e-2d9f5b7c4e10}");
        RtlInitUnicodeString(&filter.ServiceName, L"SAMPLEFLT");
        filter.AttachHandler = SampleAttach;
        filter.DetachHandler = SampleDetach;
        filter.RestartHandler = SampleRestart;
        filter.PauseHandler = SamplePause;
        return NdisFRegisterFilterDriver(driver, this, &filter, &m_filter);
    }
    void Deregister()
    {
        NdisFDeregisterFilterDriver(m_filter); /* expect: ndis-filter-cleanup */
    }
};

alignas(Module) static unsigned char g_Bytes[sizeof(Module)];
static Module *g_Module;

static VOID SampleUnload(PDRIVER_OBJECT)
{
    g_Module->Deregister();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING)
{
    NDIS_STATUS status;

    g_Module = new (g_Bytes) Module;
    DriverObject->DriverUnload = SampleUnload;
    status = g_Module->Register(DriverObject);
    if (status != NDIS_STATUS_SUCCESS)
        g_Module->Deregister();
    return status;
}
