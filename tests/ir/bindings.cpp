#include <ntddk.h>

struct Made {
    NTSTATUS status;
    PDEVICE_OBJECT device;
};
struct Also : Made {
};
struct Held {
    ~Held();
    PDEVICE_OBJECT &device;
};
struct Entry {
    UCHAR code;
    PDRIVER_DISPATCH routine;
};

Made Make(PDRIVER_OBJECT driver);
Also MakeAlso(PDRIVER_OBJECT driver);
Held Hold();
PDEVICE_OBJECT global;

NTSTATUS test(PDRIVER_OBJECT driver, const Entry (&table)[2])
{
    auto [status, device] = Make(driver);
    if (!NT_SUCCESS(status))
        return status;
    global = device;
    int pair[2] = {1, 2};
    auto &[first, second] = pair;
    auto [x, y] = pair;
    first = second + x + y;
    if (auto [again, other] = MakeAlso(driver); NT_SUCCESS(again))
        IoDeleteDevice(other);
    const auto &[kept] = Hold();
    global = kept;
    for (const auto &[code, routine] : table)
        driver->MajorFunction[code] = routine;
    for (auto [code, routine] : table)
        driver->MajorFunction[code] = routine;
    auto add = [status](NTSTATUS more) { return status + more; };
    return add(1);
}
