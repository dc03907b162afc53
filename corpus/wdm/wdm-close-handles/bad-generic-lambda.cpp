#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

class Key {
    HANDLE handle_ = nullptr;

public:
    NTSTATUS Open(PUNICODE_STRING path)
    {
        OBJECT_ATTRIBUTES attributes;

        InitializeObjectAttributes(&attributes, path, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, nullptr, nullptr);
        return ZwOpenKey(&handle_, KEY_READ, &attributes);
    }
    void Close()
    {
        if (handle_ != nullptr) {
            ZwClose(handle_);
            handle_ = nullptr;
        }
    }
};

class Block {
    PVOID at_ = nullptr;

public:
    bool Make(SIZE_T size)
    {
        at_ = ExAllocatePool2(POOL_FLAG_PAGED, size, 'kclB');
        return at_ != nullptr;
    }
    void Close()
    {
        if (at_ != nullptr) {
            ExFreePoolWithTag(at_, 'kclB');
            at_ = nullptr;
        }
    }
};

/* The lambda is given the block, where it should close the key. */
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    auto close = [](auto &what) { what.Close(); };
    NTSTATUS status;
    Block block;
    Key key;

    UNREFERENCED_PARAMETER(DriverObject);
    status = key.Open(RegistryPath);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    if (!block.Make(64)) {
        close(block);
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-close-handles */
    }
    close(block);
    close(key);
    return STATUS_SUCCESS;
}
