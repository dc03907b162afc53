#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

/* Wipes its block at its end, and does not give it back. */
class Block {
    PVOID at_;

public:
    explicit Block(SIZE_T size) : at_(ExAllocatePool2(POOL_FLAG_PAGED, size, 'kclB')) {}
    Block(const Block &) = delete;
    Block(Block &&other) noexcept : at_(other.at_) { other.at_ = nullptr; }
    ~Block()
    {
        if (at_ != nullptr) {
            RtlZeroMemory(at_, 1);
        }
    }
    PVOID Get() const { return at_; }
};

template <typename Called> static NTSTATUS Run(Called called, ULONG count)
{
    NTSTATUS status = STATUS_SUCCESS;

    for (ULONG i = 0; i < count && NT_SUCCESS(status); i++) {
        status = called(i);
    }
    return status;
}

/* The lambda brings the block along, which stays. */
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Block block(64);

    UNREFERENCED_PARAMETER(DriverObject);
    if (block.Get() == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    auto fill = [held = static_cast<Block &&>(block)](ULONG value) {
        RtlFillMemory(held.Get(), 64, static_cast<UCHAR>(value));
        return value < 8 ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
    };
    return Run([&](ULONG value) { return fill(value); }, RegistryPath->Length); /* expect: wdm-release-on-failure, wdm-init-memory-freed */
}
