#include <ntddk.h>
#include <array>
#include <mutex>
#include <optional>
#include <span>

struct Served {
    UCHAR code;
    PDRIVER_DISPATCH routine;
};
struct Mutex {
    void lock();
    void unlock();
};

DRIVER_DISPATCH Answer;

static constexpr std::array<Served, 2> served{{{IRP_MJ_CREATE, Answer}, {IRP_MJ_CLOSE, Answer}}};

std::pair<NTSTATUS, PDEVICE_OBJECT> Make(PDRIVER_OBJECT driver);
std::optional<int> Find(bool is_there);

NTSTATUS test(PDRIVER_OBJECT driver, std::span<PDEVICE_OBJECT> all, Mutex &mutex)
{
    std::lock_guard hold(mutex);

    for (const auto &[code, routine] : served)
        driver->MajorFunction[code] = routine;
    for (auto device : all)
        IoDeleteDevice(device);
    auto [status, device] = Make(driver);
    if (auto found = Find(true); found.has_value())
        status = *found;
    return status;
}

UCHAR same(Served &held)
{
    return std::as_const(held).code;
}
