#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD KeyUnload;

/* It cannot be copied, and is given to routines as the handle that it holds, which it does not close. */
class Key {
    HANDLE handle_ = nullptr;

public:
    Key() = default;
    Key(const Key &) = delete;
    Key &operator=(const Key &) = delete;
    ~Key()
    {
        if (handle_ != nullptr) {
            handle_ = nullptr;
        }
    }
    operator HANDLE() const { return handle_; }
    HANDLE *Put() { return &handle_; }
};

static VOID KeyUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

/* What the status is called has no type of its own. */
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;
    Key key;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, nullptr, nullptr);
    status = ZwOpenKey(key.Put(), KEY_READ, &attributes); /* expect: wdm-close-handles */
    if (!NT_SUCCESS(status)) {
        return status;
    }
    if (auto flushed = ZwFlushKey(key); !NT_SUCCESS(flushed)) {
        return flushed; /* expect: wdm-close-handles */
    }
    DriverObject->DriverUnload = KeyUnload;
    return STATUS_SUCCESS; /* expect: wdm-close-handles */
}
