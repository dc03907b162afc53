/* undetermined-ok */
#include <ntddk.h>

static ULONG g_Mode;

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD Unload;

template <typename Action>
class ScopeExit {
public:
    explicit ScopeExit(Action action) : m_action(action) {}
    ~ScopeExit() { m_action(); }

private:
    Action m_action;
};

VOID Unload(PDRIVER_OBJECT)
{
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    UCHAR buffer[64];
    ULONG length;
    HANDLE key;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_KERNEL_HANDLE, nullptr, nullptr);
    NTSTATUS status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    auto close = [&] { ZwClose(key); };
    ScopeExit<decltype(close)> guard(close);

    UNICODE_STRING name = RTL_CONSTANT_STRING(L"Mode");
    status = ZwQueryValueKey(key, &name, KeyValuePartialInformation, buffer, sizeof(buffer), &length);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    g_Mode = 1;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
