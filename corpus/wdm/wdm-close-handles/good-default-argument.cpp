#include <wdm.h>

// A holder that is made with what the declaration says, and filled through its address.
class Handle {
public:
    Handle(HANDLE handle = nullptr) : m_handle(handle) {}
    ~Handle() { Reset(); }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;

    void Reset(HANDLE handle = nullptr)
    {
        if (m_handle) {
            ZwClose(m_handle);
        }
        m_handle = handle;
    }

    HANDLE *Put()
    {
        Reset();
        return &m_handle;
    }

    HANDLE Get() const { return m_handle; }

private:
    HANDLE m_handle;
};

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD Unload;

extern "C" VOID Unload(PDRIVER_OBJECT)
{
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path)
{
    OBJECT_ATTRIBUTES attributes;
    Handle key, event;
    ULONG value = 1;
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"Runs");

    driver->DriverUnload = Unload;
    InitializeObjectAttributes(&attributes, path, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, nullptr, nullptr);
    NTSTATUS status = ZwOpenKey(key.Put(), KEY_WRITE, &attributes);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    InitializeObjectAttributes(&attributes, nullptr, OBJ_KERNEL_HANDLE, nullptr, nullptr);
    status = ZwCreateEvent(event.Put(), EVENT_ALL_ACCESS, &attributes, NotificationEvent, FALSE);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    return ZwSetValueKey(key.Get(), &name, 0, REG_DWORD, &value, sizeof(value));
}
