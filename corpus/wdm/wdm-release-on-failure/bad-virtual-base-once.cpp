#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD BlockUnload;

/* Two bases share a virtual one: it begins once, before both, and ends once, without a release. */
class Block {
    PVOID at_;

public:
    Block() : at_(ExAllocatePool2(POOL_FLAG_PAGED, 256, 'kclB')) {}
    Block(const Block &) = delete;
    Block &operator=(const Block &) = delete;
    ~Block()
    {
        if (at_ != nullptr) {
            at_ = nullptr;
        }
    }
    bool IsThere() const { return at_ != nullptr; }
};

class Input : public virtual Block {
    ULONG read_;

public:
    Input() : read_(0) {}
};

class Output : public virtual Block {
    ULONG written_;

public:
    Output() : written_(0) {}
    ~Output() { written_ = 0; }
};

class Channel : public Input, public Output {
};

class Named : public Channel {
    ULONG name_;

public:
    explicit Named(ULONG name) : name_(name) {}
    ~Named() { name_ = 0; }
};

static VOID BlockUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Channel channel;

    UNREFERENCED_PARAMETER(RegistryPath);

    if (!channel.IsThere()) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = BlockUnload;
    return STATUS_DEVICE_NOT_READY; /* expect: wdm-release-on-failure */
}
