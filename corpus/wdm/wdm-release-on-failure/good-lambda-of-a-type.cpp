#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD BlockUnload;

/* What an owner ends is told by its type: that of a lambda, or a lambda. */
template <class End> class Owner {
    PVOID held_;

public:
    explicit Owner(PVOID held) : held_(held) {}
    Owner(const Owner &) = delete;
    Owner &operator=(const Owner &) = delete;
    ~Owner()
    {
        if (held_ != nullptr) {
            End{}(held_);
        }
    }
    bool IsThere() const { return held_ != nullptr; }
};

template <auto End> class Keeper {
    PVOID held_;

public:
    explicit Keeper(PVOID held) : held_(held) {}
    Keeper(const Keeper &) = delete;
    Keeper &operator=(const Keeper &) = delete;
    ~Keeper()
    {
        if (held_ != nullptr) {
            End(held_);
        }
    }
    bool IsThere() const { return held_ != nullptr; }
};

using Block = Owner<decltype([](PVOID block) { ExFreePoolWithTag(block, 'kclB'); })>;
using Other = Keeper<[](PVOID block) { ExFreePoolWithTag(block, 'rhtO'); }>;

static VOID BlockUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Block block(ExAllocatePool2(POOL_FLAG_PAGED, RegistryPath->Length, 'kclB'));
    Other other(ExAllocatePool2(POOL_FLAG_PAGED, RegistryPath->Length, 'rhtO'));

    if (!block.IsThere() || !other.IsThere()) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = BlockUnload;
    return STATUS_DEVICE_NOT_READY;
}
