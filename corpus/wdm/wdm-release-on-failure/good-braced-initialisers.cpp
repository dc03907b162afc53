#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD BlockUnload;

/* Of the list of initialisers one has braces: the body begins behind all of them. */
class Block {
    Block *next_;
    SIZE_T size_;
    PVOID at_;

public:
    explicit Block(SIZE_T size) : next_{}, size_(size), at_(ExAllocatePool2(POOL_FLAG_PAGED, size_, 'kclB')) {}
    Block(const Block &) = delete;
    Block &operator=(const Block &) = delete;
    ~Block()
    {
        if (at_ != nullptr) {
            ExFreePoolWithTag(at_, 'kclB');
        }
    }
    bool IsThere() const { return at_ != nullptr; }
};

static VOID BlockUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Block block(RegistryPath->Length);

    if (!block.IsThere()) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = BlockUnload;
    return STATUS_DEVICE_NOT_READY;
}
