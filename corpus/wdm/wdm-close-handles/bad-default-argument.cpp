#include <wdm.h>

// A holder that closes what it is given, not what it holds.
class Handle {
public:
    Handle(HANDLE handle = nullptr) : m_handle(handle) {}
    ~Handle() { Reset(); }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;

    void Reset(HANDLE handle = nullptr)
    {
        if (handle) {
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
    NTSTATUS status = ZwOpenKey(key.Put(), KEY_WRITE, &attributes); /* expect: wdm-close-handles */
    if (!NT_SUCCESS(status)) {
        return status;
    }
    InitializeObjectAttributes(&attributes, nullptr, OBJ_KERNEL_HANDLE, nullptr, nullptr);
    status = ZwCreateEvent(event.Put(), EVENT_ALL_ACCESS, &attributes, NotificationEvent, FALSE); /* expect: wdm-close-handles */
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-close-handles */
    }
    return ZwSetValueKey(key.Get(), &name, 0, REG_DWORD, &value, sizeof(value)); /* expect: wdm-close-handles, wdm-close-handles */
}
