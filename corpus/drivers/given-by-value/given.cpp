#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

/* Gives its block back at its end. */
class Block {
    PVOID at_;

public:
    explicit Block(SIZE_T size) : at_(ExAllocatePool2(POOL_FLAG_PAGED, size, 'kclB')) {}
    Block(const Block &) = delete;
    Block(Block &&other) : at_(other.at_) { other.at_ = nullptr; }
    ~Block()
    {
        if (at_ != nullptr) {
            ExFreePoolWithTag(at_, 'kclB');
        }
    }
    PVOID Get() const { return at_; }
};

/* In no source that was given. */
NTSTATUS Fill(Block block);
NTSTATUS Keep(Block block, ULONG size);

/* What is given by value ends in the routine that takes it, or is kept there. */
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    status = Fill(Block(64));
    if (!NT_SUCCESS(status)) {
        return status;
    }
    Block kept(128);
    if (kept.Get() == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return Keep(static_cast<Block &&>(kept), 128);
}
