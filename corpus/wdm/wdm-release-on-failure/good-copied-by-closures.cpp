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

static PVOID g_first, g_second, g_third, g_fourth;

class Tray {
    PVOID block_ = nullptr;

public:
    NTSTATUS Make()
    {
        block_ = ExAllocatePool2(POOL_FLAG_PAGED, 128, 'yarT');
        return block_ != nullptr ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
    }
    void Drop()
    {
        ExFreePoolWithTag(block_, 'yarT');
        block_ = nullptr;
    }
    auto DropAtEnd()
    {
        return MakeAtEnd([this] { Drop(); });
    }
};

static Tray g_upper, g_lower;

static auto FreeAtEnd(PVOID block)
{
    return MakeAtEnd([=] { ExFreePoolWithTag(block, 'yarT'); });
}

static auto ClearAtEnd(PVOID &block)
{
    return MakeAtEnd([&block] {
        ExFreePoolWithTag(block, 'yarT');
        block = nullptr;
    });
}

extern "C" VOID TrayUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_first, 'yarT');
    ExFreePoolWithTag(g_second, 'yarT');
    ExFreePoolWithTag(g_third, 'yarT');
    ExFreePoolWithTag(g_fourth, 'yarT');
    g_upper.Drop();
    g_lower.Drop();
}

static NTSTATUS MakeTrays()
{
    NTSTATUS status = g_upper.Make();

    if (!NT_SUCCESS(status)) {
        return status;
    }
    auto dropUpper = g_upper.DropAtEnd();
    status = g_lower.Make();
    if (!NT_SUCCESS(status)) {
        return status;
    }
    dropUpper.Cancel();
    return status;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID block;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = TrayUnload;

    /* each has a copy of what the variable held */
    block = g_first = ExAllocatePool2(POOL_FLAG_PAGED, 128, 'yarT');
    if (block == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    auto freeFirst = MakeAtEnd([block] { ExFreePoolWithTag(block, 'yarT'); });

    block = g_second = ExAllocatePool2(POOL_FLAG_PAGED, 128, 'yarT');
    if (block == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    auto freeSecond = FreeAtEnd(block);

    block = g_third = ExAllocatePool2(POOL_FLAG_PAGED, 128, 'yarT');
    if (block == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    auto freeThird = FreeAtEnd(block);

    g_fourth = ExAllocatePool2(POOL_FLAG_PAGED, 128, 'yarT');
    if (g_fourth == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    auto clearFourth = ClearAtEnd(g_fourth);

    NTSTATUS status = MakeTrays();
    if (!NT_SUCCESS(status)) {
        return status;
    }
    freeFirst.Cancel();
    freeSecond.Cancel();
    freeThird.Cancel();
    clearFourth.Cancel();
    return STATUS_SUCCESS;
}
