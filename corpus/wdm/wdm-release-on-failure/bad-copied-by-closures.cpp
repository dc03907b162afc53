#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD TrayUnload;

template <class Action> class AtEnd {
    Action action_;
    bool isArmed_ = true;

public:
    explicit AtEnd(Action action) : action_(action) {}
    AtEnd(AtEnd &&other) : action_(other.action_), isArmed_(other.isArmed_) { other.isArmed_ = false; }
    ~AtEnd()
    {
        if (isArmed_) {
            action_();
        }
    }
    void Cancel() { isArmed_ = false; }
};

template <class Action> static AtEnd<Action> MakeAtEnd(Action action) { return AtEnd<Action>(action); }

static PVOID g_first, g_second;

static auto FreeAtEnd(PVOID block)
{
    return MakeAtEnd([block] {
        if (block != nullptr) {
            ExFreePoolWithTag(block, 'yarT');
        }
    });
}

extern "C" VOID TrayUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_first, 'yarT');
    ExFreePoolWithTag(g_second, 'yarT');
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID block = nullptr;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = TrayUnload;

    /* both have copies of what the variable held then: nothing */
    auto freeFirst = MakeAtEnd([=] {
        if (block != nullptr) {
            ExFreePoolWithTag(block, 'yarT');
        }
    });
    auto freeSecond = FreeAtEnd(g_second);

    block = g_first = ExAllocatePool2(POOL_FLAG_PAGED, 128, 'yarT');
    if (block == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_second = ExAllocatePool2(POOL_FLAG_PAGED, 128, 'yarT');
    if (g_second == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-release-on-failure */
    }
    freeFirst.Cancel();
    freeSecond.Cancel();
    return STATUS_SUCCESS;
}
