#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

void *operator new(size_t size)
{
    return ExAllocatePool2(POOL_FLAG_PAGED, size, 'petS');
}

void *operator new(size_t, void *there)
{
    return there;
}

void operator delete(void *step)
{
    if (step != nullptr) {
        ExFreePoolWithTag(step, 'petS');
    }
}

void operator delete(void *step, size_t)
{
    if (step != nullptr) {
        ExFreePoolWithTag(step, 'petS');
    }
}

class Block {
    PVOID at_ = nullptr;

public:
    Block() = default;
    Block(const Block &) = delete;
    ~Block()
    {
        if (at_ != nullptr) {
            ExFreePoolWithTag(at_, 'kclB');
        }
    }
    bool Make(SIZE_T size)
    {
        at_ = ExAllocatePool2(POOL_FLAG_PAGED, size, 'kclB');
        return at_ != nullptr;
    }
};

class Step {
public:
    virtual ~Step() = default;
    virtual NTSTATUS Run() = 0;
};

/* No source shows how one of these ends. */
class Scan : public Step {
    Block block_;

public:
    NTSTATUS Run() override { return block_.Make(64) ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES; }
};

template <SIZE_T Size> class Wipe : public Step {
    Block block_;

public:
    NTSTATUS Run() override { return block_.Make(Size) ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES; }
};

class Last final : public Wipe<32> {
    Block more_;

public:
    ~Last() override = default;
    NTSTATUS Run() override { return more_.Make(16) ? Wipe::Run() : STATUS_INSUFFICIENT_RESOURCES; }
};

static NTSTATUS RunOnce(Step *step)
{
    NTSTATUS status;

    if (step == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = step->Run();
    delete step;
    return status;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    alignas(Last) UCHAR room[sizeof(Last)];
    NTSTATUS status;
    Step *last;

    UNREFERENCED_PARAMETER(DriverObject);
    UNREFERENCED_PARAMETER(RegistryPath);
    status = RunOnce(new Scan);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = RunOnce(new Wipe<128>);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    last = new (room) Last;
    status = last->Run();
    last->~Step();
    return status;
}
