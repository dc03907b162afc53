#include <ntddk.h>

/* Static objects, and one in bytes, of classes whose base has virtual methods and a member of its own. */
extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD OnUnload;

inline void *operator new(size_t, void *where) noexcept
{
    return where;
}

template <typename T> struct Room {
    alignas(T) unsigned char bytes[sizeof(T)];
};

class Step {
    bool m_done = false;

    virtual NTSTATUS Enter() = 0;
    virtual void Leave() = 0;

public:
    NTSTATUS Do()
    {
        NTSTATUS status = Enter();

        m_done = NT_SUCCESS(status);
        return status;
    }
    void Undo()
    {
        if (m_done)
            Leave();
        m_done = false;
    }
};

class Table final : public Step {
    PVOID m_rows = nullptr;

    NTSTATUS Enter() override
    {
        m_rows = ExAllocatePool2(POOL_FLAG_PAGED, 1024, 'elbT');
        return m_rows ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
    }
    void Leave() override
    {
        ExFreePool(m_rows);
    }
};

class Key final : public Step {
    HANDLE m_key = nullptr;

    NTSTATUS Enter() override
    {
        OBJECT_ATTRIBUTES attributes;
        UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Registry\\Machine\\Software\\Sample");

        InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE, nullptr, nullptr);
        return ZwOpenKey(&m_key, KEY_READ, &attributes);
    }
    void Leave() override
    {
        ZwClose(m_key);
    }
};

static Table g_Table;
static Room<Key> g_KeyRoom;
static Step *g_Key;

extern "C" void OnUnload(PDRIVER_OBJECT)
{
    g_Key->Undo();
    g_Table.Undo();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING)
{
    NTSTATUS status;

    DriverObject->DriverUnload = OnUnload;
    g_Key = new (&g_KeyRoom) Key;
    status = g_Table.Do();
    if (NT_SUCCESS(status)) {
        status = g_Key->Do();
        if (!NT_SUCCESS(status))
            g_Key->Undo();
    }
    return status; /* expect: wdm-release-on-failure */
}
