// An object stands for the handle that it holds where a function of the system is called.
#include <ntddk.h>

class Handle {
public:
    Handle() = default;
    Handle(Handle &&other) : m_handle(other.m_handle) { other.m_handle = nullptr; }
    operator HANDLE() const { return m_handle; }
    explicit operator bool() const { return m_handle != nullptr; }

private:
    HANDLE m_handle = nullptr;
};

template <class T> class Holder {
public:
    operator T() const { return m_what; }

private:
    T m_what{};
};

struct Lazy {
    HANDLE handle;
    bool known;
    operator HANDLE() const
    {
        if (!known)
            return nullptr;
        return handle;
    }
};

extern "C" NTSTATUS test(PDRIVER_OBJECT driver, PUNICODE_STRING)
{
    Handle one;
    Holder<PDEVICE_OBJECT> device;
    Lazy lazy;
    HANDLE own = one;

    ZwClose(one);
    ZwClose(own);
    IoDeleteDevice(device);
    ZwClose(lazy);
    return STATUS_SUCCESS;
}
