/* What a method of a class within a template makes, the unload routine leaves. */
#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

void *operator new(size_t size)
{
    return ExAllocatePool2(POOL_FLAG_NON_PAGED, size, 'ncuF');
}

void operator delete(void *block)
{
    if (block != nullptr) {
        ExFreePoolWithTag(block, 'ncuF');
    }
}

void operator delete(void *block, size_t)
{
    if (block != nullptr) {
        ExFreePoolWithTag(block, 'ncuF');
    }
}

/* Holds whatever can be called so. */
template <typename Signature> class Function;
template <typename Result, typename... Args> class Function<Result(Args...)> {
    struct Base {
        virtual ~Base() = default;
        virtual Result Call(Args...) = 0;
    };
    template <typename Called> struct Holder final : Base {
        Called called_;
        explicit Holder(Called called) : called_(called) {}
        Result Call(Args... args) override { return called_(args...); }
    };
    Base *held_;

public:
    template <typename Called> explicit Function(Called called) : held_(new Holder<Called>(called)) {}
    Function(const Function &) = delete;
    ~Function() { delete held_; }
    explicit operator bool() const { return held_ != nullptr; }
    Result operator()(Args... args) const { return held_->Call(args...); }
};

static PVOID g_memory;

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    Function<NTSTATUS(ULONG)> allocate([](ULONG size) -> NTSTATUS {
        g_memory = ExAllocatePool2(POOL_FLAG_PAGED, size, 'meMF'); /* expect: wdm-unload-releases */
        return g_memory != nullptr ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
    });

    if (!allocate) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = allocate(RegistryPath->Length);
    if (NT_SUCCESS(status)) {
        DriverObject->DriverUnload = [](PDRIVER_OBJECT) {};
    }
    return status;
}
