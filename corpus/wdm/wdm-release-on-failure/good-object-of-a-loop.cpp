#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

static ULONG g_Size;

/* Gives its block back at its end. */
class Block {
    PVOID at_;

public:
    explicit Block(SIZE_T size) : at_(ExAllocatePool2(POOL_FLAG_PAGED, size, 'kclB')) {}
    Block(const Block &) = delete;
    Block &operator=(const Block &) = delete;
    ~Block()
    {
        if (at_ != nullptr) {
            ExFreePoolWithTag(at_, 'kclB');
        }
    }
    explicit operator bool() const { return at_ != nullptr; }
    PVOID Get() const { return at_; }
};

/* Each round has a block of its own, on whatever way it ends. */
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;
    HANDLE key;
    ULONG size = 256;

    UNREFERENCED_PARAMETER(DriverObject);
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, nullptr, nullptr);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = STATUS_INSUFFICIENT_RESOURCES;
    while (Block block = Block(size)) {
        status = ZwQueryKey(key, KeyFullInformation, block.Get(), size, &size);
        if (status == STATUS_BUFFER_TOO_SMALL) {
            continue;
        }
        g_Size = size;
        break;
    }
    ZwClose(key);
    return status;
}
