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
NTSTATUS Keep(ULONG size);

/* The block is no part of what the routine is given, and nothing holds it behind the call. */
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    PVOID kept = ExAllocatePool2(POOL_FLAG_PAGED, 128, 'tpeK');
    if (kept == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = Fill(Block(64));
    if (!NT_SUCCESS(status)) {
        return status; /* expect: wdm-release-on-failure */
    }
    ExFreePoolWithTag(kept, 'tpeK');
    return Keep(128);
}
