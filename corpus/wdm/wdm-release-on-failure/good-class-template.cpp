#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD Unload;

static PVOID g_Table, g_Names;

/* What it holds when it goes is freed. */
template <typename T, ULONG Tag> class Owner {
public:
    Owner() : m_held(nullptr) {}
    ~Owner()
    {
        if (m_held != nullptr)
            ExFreePoolWithTag(m_held, Tag);
    }
    bool Allocate(SIZE_T count)
    {
        m_held = static_cast<T *>(ExAllocatePool2(POOL_FLAG_NON_PAGED, count * sizeof(T), Tag));
        return m_held != nullptr;
    }
    T *Detach()
    {
        T *held = m_held;
        m_held = nullptr;
        return held;
    }

private:
    T *m_held;
};

template <typename T> class PagedOwner : public Owner<T, 'mNsT'> {
public:
    PagedOwner() {}
};

/* Runs what it was given, unless it was told not to. */
template <typename F> auto AtExit(F run)
{
    class Exit {
    public:
        explicit Exit(F run) : m_run{run} {}
        ~Exit()
        {
            if (m_armed)
                m_run();
        }
        void Dismiss() { m_armed = false; }

    private:
        F m_run;
        bool m_armed = true;
    };

    return Exit{run};
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Names, 'mNsT');
    ExFreePoolWithTag(g_Table, 'lbTs');
}

static NTSTATUS CheckBuild()
{
    RTL_OSVERSIONINFOW version = {};

    version.dwOSVersionInfoSize = sizeof(version);
    RtlGetVersion(&version);
    return version.dwBuildNumber < 17763 ? STATUS_NOT_SUPPORTED : STATUS_SUCCESS;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING)
{
    PagedOwner<WCHAR> names;

    if (!names.Allocate(64))
        return STATUS_INSUFFICIENT_RESOURCES;
    g_Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'lbTs');
    if (g_Table == nullptr)
        return STATUS_INSUFFICIENT_RESOURCES;
    auto free = AtExit([&]() { ExFreePoolWithTag(g_Table, 'lbTs'); });
    NTSTATUS status = CheckBuild();
    if (!NT_SUCCESS(status))
        return status;
    free.Dismiss();
    g_Names = names.Detach();
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
